import { optionOf, show, withDefault } from '@kindling/core';
import { pad } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { itemsOf } from '../../layer/itemsOf.ts';
import type { Pair } from '../../layer/types.ts';
import { requirePicture } from '../windows.ts';

type Ends = readonly [before: number, after: number];

/** Options of `zeroPadding2d`. */
export interface ZeroPadding2dOptions {
  /** How many zeros on each side: one number, [height, width], or [[top, bottom], [left, right]]. Default: 1. */
  padding?: Pair | readonly [height: Ends, width: Ends] | undefined;
}

type ZeroPadding = NonNullable<ZeroPadding2dOptions['padding']>;

/** [[top, bottom], [left, right]] */
const endsOf = (padding: ZeroPadding): [[number, number], [number, number]] => {
  const [height, width] = typeof padding === 'number' ? [padding, padding] : padding;
  const both = (ends: number | Ends): [number, number] => (typeof ends === 'number' ? [ends, ends] : [...ends]);
  return [both(height), both(width)];
};

const isPadding = (padding: unknown): boolean => {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  const isPair = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length === 2;
  if (!isPair(padding)) return isCount(padding);
  return (
    itemsOf(padding).every(isCount) || itemsOf(padding).every((ends) => isPair(ends) && itemsOf(ends).every(isCount))
  );
};

const paddings = optionOf<Pair | readonly [height: Ends, width: Ends]>((owner, name, padding) => {
  if (isPadding(padding as Pair)) return;
  throw new RangeError(
    `${owner}: ${name} must be n, [height, width] or [[top, bottom], [left, right]] of integers of at least 0, got ${show(padding)}`,
  );
});

/**
 * Zeros around pictures.
 *
 * Reads [batch, height, width, channels], gives [batch, top + height + bottom, left + width + right, channels].
 *
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
 * @throws RangeError for a padding of another form, or an input that is not a picture
 * @example
 * ```ts
 * import { input, sequential, zeroPadding2d } from '@kindling/models';
 *
 * const padding = [[0, 1], [2, 3]] as const;
 * const net = sequential([input({ shape: [30, 30, 3] }), zeroPadding2d({ padding })]); // gives [null, 31, 35, 3]
 * ```
 */
export const zeroPadding2d = defineLayer<ZeroPadding2dOptions>()({
  kind: 'zeroPadding2d',
  options: {
    padding: withDefault(paddings, 1),
  },
  output: ({ padding }, shape) => {
    requirePicture('zeroPadding2d', shape);
    const ends = [...endsOf(padding), [0, 0] as const];
    return shape.map((length, axis) => (length === null ? null : ends[axis]![0] + length + ends[axis]![1]));
  },
  call: ({ padding }, { x }) => pad(x, [[0, 0], ...endsOf(padding), [0, 0]]),
});
