import { finiteNumber, readOptions, withDefault } from '@kindling/core';
import { binaryMatches } from '../metric/matches.ts';
import { meanMetric } from '../metric/meanMetric.ts';
import type { Metric } from '../metric/metric.ts';

const owner = 'binaryAccuracy';

export interface BinaryAccuracyOptions {
  /** A prediction strictly above this means 1. Default: 0.5; for logits give 0. */
  threshold?: number | undefined;
}

const table = { threshold: withDefault(finiteNumber, 0.5) };

/**
 * The share of outputs on the right side of a threshold: the mean of `target == (prediction > threshold)`.
 *
 * The target, `y`, holds 0 and 1 in the shape of the prediction, `[batch]` or `[batch, ...]`; `[batch]` and
 * `[batch, 1]` go together. Several outputs of a sample are averaged first.
 *
 * @returns A metric with a result in 0..1. A NaN in a target or prediction makes it NaN.
 * @throws When the threshold is not a finite number; in `update`, when the shapes differ.
 * @see https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class
 * @example
 * ```ts
 * import { binaryAccuracy } from '@kindling/metrics';
 * import { tensor1d } from '@tensorflow/tfjs-core';
 *
 * const metric = binaryAccuracy({ threshold: 0 });
 * const state = metric.update(metric.init(), { y: tensor1d([1, 0, 1]), prediction: tensor1d([2.5, 0.1, 0.3]) });
 * await metric.result(state).data(); // Float32Array [0.6666667]
 * ```
 */
export const binaryAccuracy = (options: BinaryAccuracyOptions = {}): Metric => {
  const { threshold } = readOptions(owner, table, options);
  return meanMetric((target, prediction) => binaryMatches(owner, target, prediction, threshold), {
    name: owner,
    direction: 'max',
  });
};

binaryAccuracy.aliases = ['binary_accuracy', 'BinaryAccuracy'] as const;
