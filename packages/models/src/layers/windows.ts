import { formatShape, show, unknownName } from '@kindling/core';
import { itemsOf } from '../layer/itemsOf.ts';
import { requireOne } from '../layer/requireOne.ts';
import { batched } from '../layer/shapes.ts';
import type { Padding, Pair, Shape } from '../layer/types.ts';

type Lengths = [height: number, width: number];

/** Height and width of what may be given as one number. */
export const pairOf = (value: Pair): Lengths => (typeof value === 'number' ? [value, value] : [...value]);

/** `conv2d: kernelSize must be a positive integer or [height, width] of such, got 0` */
export const requirePair = (owner: string, name: string, value: unknown): void => {
  const lengths = Array.isArray(value) ? itemsOf(value) : [value, value];
  const fits = (length: unknown) => Number.isSafeInteger(length) && (length as number) > 0;
  if (lengths.length === 2 && lengths.every(fits)) return;
  throw new RangeError(`${owner}: ${name} must be a positive integer or [height, width] of such, got ${show(value)}`);
};

const paddings: readonly unknown[] = ['valid', 'same'] satisfies Padding[];

/** `conv2d: unknown padding "vaild"; did you mean "valid"? Known: valid, same` */
export const requirePadding = (owner: string, padding: unknown): void => {
  if (!paddings.includes(padding)) throw unknownName(owner, 'padding', padding, paddings as string[]);
};

/** `conv2d: its input must be [batch, height, width, channels], got [null, 3072]` */
export const requirePicture = (owner: string, shape: Shape): void => {
  requireOne(owner, shape);
  if (shape.length === 3) return;
  throw new RangeError(
    `${owner}: its input must be [batch, height, width, channels], got ${formatShape(batched(shape))}`,
  );
};

/** Where a window stands on a picture. */
export interface SlidingWindow {
  readonly size: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilationRate?: Pair;
}

/**
 * Of a picture [height, width, channels], how many windows fit along height and width: ⌈n / stride⌉ of n with 'same',
 * else ⌊(n - reach) / stride⌋ + 1, where the reach of a window is (size - 1) · dilationRate + 1.
 *
 * @throws RangeError for what is not a picture, and where no window fits into it
 */
export const windowed = (
  owner: string,
  name: string,
  shape: Shape,
  { size, strides, padding, dilationRate = 1 }: SlidingWindow,
): readonly [height: number | null, width: number | null] => {
  requirePicture(owner, shape);
  const [sizes, steps, rates] = [pairOf(size), pairOf(strides), pairOf(dilationRate)];
  const along = (axis: 0 | 1): number | null => {
    const length = shape[axis]!;
    if (length === null) return null;
    const reach = (sizes[axis] - 1) * rates[axis] + 1;
    const count = padding === 'same' ? Math.ceil(length / steps[axis]) : Math.floor((length - reach) / steps[axis]) + 1;
    if (count > 0) return count;
    const apart = rates[axis] > 1 ? ` at dilationRate ${show(dilationRate)}` : '';
    throw new RangeError(
      `${owner}: ${name} must fit into its input, ${formatShape(batched(shape))}, got ${show(size)}${apart}`,
    );
  };
  return [along(0), along(1)];
};

/** What convolutions have in common. */
export interface ConvolutionWindow {
  readonly kernelSize: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilationRate: Pair;
}

/** Refuses what is wrong in a convolution, and strides together with dilation, as Keras does. */
export const requireConvolution = (
  owner: string,
  { kernelSize, strides, padding, dilationRate }: ConvolutionWindow,
): void => {
  requirePair(owner, 'kernelSize', kernelSize);
  requirePair(owner, 'strides', strides);
  requirePadding(owner, padding);
  requirePair(owner, 'dilationRate', dilationRate);
  const above = (pair: Pair): boolean => pairOf(pair).some((length) => length > 1);
  if (above(strides) && above(dilationRate)) {
    throw new RangeError(
      `${owner}: strides and dilationRate must not both be above 1, got ${show(strides)} and ${show(dilationRate)}`,
    );
  }
};

/** What poolings have in common; strides are the window's size where they are not given. */
export interface PoolingWindow {
  readonly poolSize: Pair;
  readonly strides?: Pair | undefined;
  readonly padding: Padding;
}

/** The shape that pooling leaves of a picture. */
export const pooled = (
  owner: string,
  shape: Shape,
  { poolSize, strides = poolSize, padding }: PoolingWindow,
): Shape => [...windowed(owner, 'poolSize', shape, { size: poolSize, strides, padding }), ...shape.slice(2)];
