import { oneHotMatches } from '../metric/matches.ts';
import { meanMetric } from '../metric/meanMetric.ts';
import type { Metric } from '../metric/metric.ts';

const owner = 'categoricalAccuracy';

/**
 * The share of samples whose greatest output is the class of a one-hot target: the mean of
 * `argMax(target) == argMax(prediction)` over the last axis. The first of equal outputs counts as the greatest.
 *
 * Target, `y`, and prediction: `[batch, ..., classes]`, two or more classes; probabilities or logits.
 *
 * @returns A metric with a result in 0..1. A NaN in a row makes it NaN, and so does a target row without a one.
 * @throws In `update`, when the shapes differ or hold one class only.
 * @see https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class
 * @example
 * ```ts
 * import { categoricalAccuracy } from '@kindling/metrics';
 * import { tensor2d } from '@tensorflow/tfjs-core';
 *
 * const metric = categoricalAccuracy();
 * const batch = { y: tensor2d([[0, 0, 1], [0, 1, 0]]), prediction: tensor2d([[0.1, 0.9, 0.8], [0.05, 0.95, 0]]) };
 * const state = metric.update(metric.init(), batch);
 * await metric.result(state).data(); // Float32Array [0.5]
 * ```
 */
export const categoricalAccuracy = (): Metric =>
  meanMetric((target, prediction) => oneHotMatches(owner, target, prediction), { name: owner, direction: 'max' });

categoricalAccuracy.aliases = ['categorical_accuracy', 'CategoricalAccuracy'] as const;
