import { formatShape, show } from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';
import { type HostArray, isHostArray } from '../host/hostArray.ts';

/** Mean and standard deviation of each channel, as `standardize` reads them. */
export interface Moments {
  /** One mean a channel. */
  readonly mean: readonly number[];
  /** One standard deviation a channel: 0 where a channel never changes. */
  readonly std: readonly number[];
}

/**
 * mean = Σ x / n and std = √(Σ (x - mean)² / n) for each index of the last axis, over all other axes; of a vector, for
 * the whole of it. Summed in float64, in two passes. A channel that never changes has its value for a mean and a std of
 * exactly 0.
 *
 * @param x a host array with at least one row: mostly the training data, for `standardize`. A tensor is read back
 *   first: `moments(hostArray(await x.data(), x.shape))`
 * @throws TypeError for anything else; Error when there is nothing to average; RangeError for a number that is not
 *   finite
 * @example
 * ```ts
 * import { moments, shapes } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * moments(train.x).mean; // of red, green and blue; [125.3, 123.0, 113.9] for CIFAR-10
 * ```
 */
export const moments = (x: HostArray): Moments => {
  if (!isHostArray(x)) throw new TypeError(`moments: x must be a host array, got ${show(x)}${remedyFor(x)}`);
  const { data, shape } = x;
  const channels = shape.length < 2 ? 1 : shape.at(-1)!;
  if (data.length === 0) throw new Error(`moments: there is nothing to average in the shape ${formatShape(shape)}`);
  const count = data.length / channels;
  const mean = new Float64Array(channels);
  const square = new Float64Array(channels);
  const changes = new Uint8Array(channels);
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) {
      throw new RangeError(`moments: x must hold finite numbers, got ${value} in channel ${i % channels}`);
    }
    mean[i % channels]! += value;
    if (value !== data[i % channels]) changes[i % channels] = 1;
  }
  for (let c = 0; c < channels; c++) mean[c] = changes[c] === 1 ? mean[c]! / count : data[c]!;
  for (let i = 0; i < data.length; i++) square[i % channels]! += (data[i]! - mean[i % channels]!) ** 2;
  return { mean: [...mean], std: [...square].map((sum) => Math.sqrt(sum / count)) };
};

const remedyFor = (x: unknown): string =>
  x instanceof Tensor
    ? '; read it back: hostArray(await x.data(), x.shape)'
    : '; hostArray(data, shape) makes one of a typed array';
