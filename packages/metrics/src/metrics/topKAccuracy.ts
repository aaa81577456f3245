import { positiveInteger, readOptions, withDefault } from '@kindling/core';
import { isSparse, oneHotLabels, sparseLabels, topMatches } from '../metric/matches.ts';
import { meanMetric } from '../metric/meanMetric.ts';
import type { Metric } from '../metric/metric.ts';

const owner = 'topKAccuracy';

export interface TopKAccuracyOptions {
  /** How many of the greatest outputs to look at. Default: 5. */
  k?: number | undefined;
}

const table = { k: withDefault(positiveInteger, 5) };

/**
 * The share of samples with fewer than `k` outputs greater than that of the target's class. Outputs equal to it do not
 * push it out.
 *
 * Prediction: `[batch, ..., classes]`; target, `y`: one-hot in the same shape, or class indices, `[batch, ...]` or
 * `[batch, ..., 1]` (both of Keras's metrics, TopKCategoricalAccuracy and SparseTopKCategoricalAccuracy, in one).
 *
 * @returns A metric with a result in 0..1. A NaN in a row makes it NaN, and so does a target that names no class.
 * @throws When `k` is not a positive integer; in `update`, when `k` exceeds the classes or the shapes do not go
 *   together.
 * @see https://keras.io/api/metrics/accuracy_metrics/#topkcategoricalaccuracy-class
 * @example
 * ```ts
 * import { topKAccuracy } from '@kindling/metrics';
 * import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
 *
 * const metric = topKAccuracy({ k: 2 });
 * const batch = { y: tensor1d([2, 0], 'int32'), prediction: tensor2d([[0.1, 0.6, 0.3], [0.05, 0.9, 0.06]]) };
 * const state = metric.update(metric.init(), batch);
 * await metric.result(state).data(); // Float32Array [0.5]
 * ```
 */
export const topKAccuracy = (options: TopKAccuracyOptions = {}): Metric => {
  const { k } = readOptions(owner, table, options);
  return meanMetric(
    (target, prediction) => {
      const labels = isSparse(target, prediction) ? sparseLabels : oneHotLabels;
      return topMatches(owner, labels(owner, target, prediction), prediction, k);
    },
    { name: owner, direction: 'max' },
  );
};

topKAccuracy.aliases = [
  'top_k_accuracy',
  'topKCategoricalAccuracy',
  'top_k_categorical_accuracy',
  'TopKCategoricalAccuracy',
  'sparseTopKCategoricalAccuracy',
  'sparse_top_k_categorical_accuracy',
  'SparseTopKCategoricalAccuracy',
] as const;
