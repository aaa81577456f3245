import { classMatches, sparseLabels } from '../metric/matches.ts';
import { meanMetric } from '../metric/meanMetric.ts';
import type { Metric } from '../metric/metric.ts';

const owner = 'sparseCategoricalAccuracy';

/**
 * The share of samples whose greatest output is the class that the target numbers: the mean of
 * `target == argMax(prediction)` over the last axis. The first of equal outputs counts as the greatest.
 *
 * Target, `y`: class indices from 0, `[batch, ...]` or `[batch, ..., 1]`; prediction: `[batch, ..., classes]`, two or
 * more classes, probabilities or logits.
 *
 * @returns A metric with a result in 0..1. A NaN in a row makes it NaN, and so does a label outside the classes: to
 *   leave such samples out, give them a weight of 0.
 * @throws In `update`, when the shapes do not go together.
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class
 * @example
 * ```ts
 * import { sparseCategoricalAccuracy } from '@kindling/metrics';
 * import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
 *
 * const metric = sparseCategoricalAccuracy();
 * const batch = { y: tensor1d([2, 1], 'int32'), prediction: tensor2d([[0.1, 0.6, 0.3], [0.05, 0.95, 0]]) };
 * const state = metric.update(metric.init(), batch);
 * await metric.result(state).data(); // Float32Array [0.5]
 * ```
 */
export const sparseCategoricalAccuracy = (): Metric =>
  meanMetric((target, prediction) => classMatches(sparseLabels(owner, target, prediction), prediction), {
    name: owner,
    direction: 'max',
  });

sparseCategoricalAccuracy.aliases = ['sparse_categorical_accuracy', 'SparseCategoricalAccuracy'] as const;
