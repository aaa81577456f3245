import { count, oneOf, readOptions, withDefault } from '@kindling/core';
import { hostArray } from '../host/hostArray.ts';
import { brush, channels, pictureSize, side } from '../shapes/draw.ts';
import { firstTest } from '../shapes/firstTest.ts';
import type { ShapePicture } from './drawShape.ts';

export interface ShapePictureOptions {
  /** Which picture, counted from 0; its class is `shapeNames[index % 10]`. Default: 0. */
  readonly index?: number | undefined;
  /** Of which set: 'train' or 'test'. Default: 'train'. */
  readonly of?: 'train' | 'test' | undefined;
  /** That of `shapes`: a safe integer of at least 0. Default: 0. */
  readonly seed?: number | undefined;
}

const shapePictureOptions = {
  index: withDefault(count, 0),
  of: withDefault(oneOf(['train', 'test']), 'train'),
  seed: withDefault(count, 0),
};

/**
 * One picture of `shapes`, at once and without the others: the very bytes that `shapes` gives for this seed.
 *
 * @example
 * ```ts
 * import { shapePicture } from '@kindling/data';
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
