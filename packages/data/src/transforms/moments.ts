import { formatShape, show } from '@kindling/core';
import { type HostArray, isHostArray } from '../host/hostArray.ts';

/** Mean and standard deviation of each channel. */
export interface Moments {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/**
 * mean = Σ x / n and std = √(Σ (x - mean)² / n) for each index of the last axis, over all other axes; of a vector, for
 * the whole of it. Summed in float64, in two passes.
 *
 * @param x a host array with at least one row: mostly the training data, for `standardize`
 * @throws TypeError for anything else; Error when there is nothing to average
 * @example
 * ```ts
 * import { moments, shapes } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * moments(train.x).mean; // of red, green and blue; [125.3, 123.0, 113.9] for CIFAR-10
 * ```
 */
export const moments = (x: HostArray): Moments => {
  if (!isHostArray(x)) throw new TypeError(`moments: x must be a host array, got ${show(x)}`);
  const { data, shape } = x;
  const channels = shape.length < 2 ? 1 : shape.at(-1)!;
  if (data.length === 0) throw new Error(`moments: there is nothing to average in the shape ${formatShape(shape)}`);
  const count = data.length / channels;
  const mean = new Float64Array(channels);
  const square = new Float64Array(channels);
  for (let i = 0; i < data.length; i++) mean[i % channels]! += data[i]!;
  for (let c = 0; c < channels; c++) mean[c]! /= count;
  for (let i = 0; i < data.length; i++) square[i % channels]! += (data[i]! - mean[i % channels]!) ** 2;
  return { mean: [...mean], std: [...square].map((sum) => Math.sqrt(sum / count)) };
};
