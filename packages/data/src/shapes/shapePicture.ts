// internal: one picture of `shapes`; of the entry `@kindling/data/shapes`
import { count, oneOf, optionOf, readOptions, show, withDefault } from '@kindling/core';
import { hostArray } from '../host/hostArray.ts';
import { brush, channels, pictureSize, side } from './draw.ts';
import type { ShapePicture } from './drawShape.ts';
import { firstTest } from './firstTest.ts';

export interface ShapePictureOptions {
  /** Which picture, from 0 to 999,999; its class is `shapeNames[index % 10]`. Default: 0. */
  readonly index?: number | undefined;
  /** Of which set: 'train' or 'test'. Default: 'train'. */
  readonly of?: 'train' | 'test' | undefined;
  /** That of `shapes`: a safe integer of at least 0. Default: 0. */
  readonly seed?: number | undefined;
}

/** As many as `shapes` gives at most. */
const pictures = 1_000_000;

const place = optionOf<number>((owner, name, value) => {
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < pictures) return;
  throw new RangeError(`${owner}: ${name} must be an integer from 0 to ${pictures - 1}, got ${show(value)}`);
});

const shapePictureOptions = {
  index: withDefault(place, 0),
  of: withDefault(oneOf(['train', 'test']), 'train'),
  seed: withDefault(count, 0),
};

/**
 * One picture of `shapes`, at once and without the others: the very bytes that `shapes` gives for this seed.
 *
 * @throws RangeError for an index that is none of `shapes`, and a seed that is not of at least 0
 * @example
 * ```ts
 * import { shapePicture } from '@kindling/data/shapes';
 *
 * shapePicture({ of: 'test', index: 3, seed: 1 }).shape; // [1, 32, 32, 3]; a frame
 * ```
 */
export const shapePicture = (options?: ShapePictureOptions): ShapePicture => {
  const { index, of, seed } = readOptions('shapePicture', shapePictureOptions, options);
  const bytes = new Uint8ClampedArray(pictureSize);
  brush(seed)(of === 'test' ? firstTest + index : index, bytes, 0);
  return hostArray(bytes, [1, side, side, channels]);
};
