import { formatShape, isFiniteNumber, type Option, optionOf, readOptions, show } from '@kindling/core';
import { cast, div, type Rank, sub, Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type HostArray, hostArray } from '../host/hostArray.ts';
import { requireNumeric } from '../host/requireNumeric.ts';
import type { TypedArray } from '../host/typedArray.ts';

/** One number for all of x, or one for each index of its last axis, such as the channels of a picture. */
export interface StandardizeOptions {
  /** What is taken away: one number or one a channel. */
  readonly mean: number | readonly number[];
  /**
   * The standard deviation, which the rest is divided by: one number or one a channel, at least 0. With 0, of a channel
   * that never changed, nothing is divided, as in scikit-learn.
   */
  readonly std: number | readonly number[];
}

/**
 * y = (x - mean) / std, as float32: mean 0 and variance 1 where `mean` and `std` are those of x. Where std is 0, y is
 * x - mean: a channel that never changed in the training data becomes 0 there.
 *
 * Both come from the training data alone (`moments` gives them as `{ mean, std }`) and serve the test data too.
 *
 * @param x a tensor, which is left alone, or a host array; any shape
 * @throws RangeError when a std is below 0, a number is not finite, or a list is not as long as the last axis
 * @example
 * ```ts
 * import { batch, fromArrays, map, moments, pipe, shapes, standardize } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * const { mean, std } = moments(train.x); // three numbers each
 * pipe(fromArrays(train), batch(32), map(({ x, y }) => ({ x: standardize(x, { mean, std }), y })));
 * ```
 */
export function standardize<R extends Rank>(x: Tensor<R>, options: StandardizeOptions): Tensor<R>;
export function standardize<S extends readonly number[]>(
  x: HostArray<TypedArray, S>,
  options: StandardizeOptions,
): HostArray<Float32Array, S>;
export function standardize(x: Tensor | HostArray, options: StandardizeOptions): Tensor | HostArray<Float32Array> {
  requireNumeric('standardize', x);
  const channels = x.shape.at(-1) ?? 1;
  const numbers = channelwise(x.shape, channels);
  const { mean, std } = readOptions('standardize', { mean: numbers, std: numbers }, options);
  const [means, stds] = [asList(mean, channels), asList(std, channels)];
  const divisors = stds.map((value) => Math.fround(value) || 1);
  if (!stds.every((value) => value >= 0)) throw new RangeError(`standardize: std must be at least 0, got ${show(std)}`);
  if (x instanceof Tensor) {
    return tidy(() => div<Tensor>(sub(cast(x, 'float32'), tensor1d(means)), tensor1d(divisors)));
  }
  // Rounded to float32 between the two steps, as on a device.
  const [shifts, scales] = [new Float32Array(means), new Float32Array(divisors)];
  const values = new Float32Array(x.data);
  for (let i = 0; i < values.length; i++) {
    const channel = i % shifts.length;
    values[i] = Math.fround(values[i]! - shifts[channel]!) / scales[channel]!;
  }
  return hostArray(values, x.shape);
}

/** One finite number, or one for each index of the last axis. */
const channelwise = (shape: readonly number[], channels: number): Option<number | readonly number[]> =>
  optionOf((owner, name, value) => {
    const list: readonly unknown[] = Array.isArray(value) ? [...value] : [value]; // in a copy holes are undefined
    if ((list.length === 1 || list.length === channels) && list.every(isFiniteNumber)) return;
    throw new RangeError(
      `${owner}: ${name} must be one finite number or ${channels}, for the last axis of ${formatShape(shape)}, got ${show(value)}`,
    );
  });

const asList = (value: number | readonly number[], channels: number): number[] => {
  const list = typeof value === 'number' ? [value] : [...value];
  return list.length === channels ? list : Array<number>(channels).fill(list[0]!);
};
