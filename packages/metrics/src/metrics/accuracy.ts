import { binaryMatches, classMatches, isSparse, oneHotMatches, sparseLabels } from '../metric/matches.ts';
import { meanMetric } from '../metric/meanMetric.ts';
import type { Metric } from '../metric/metric.ts';

const owner = 'accuracy';

/**
 * The share of right predictions, by the rule that fits the shapes, as Keras chooses:
 *
 * | prediction | target | rule |
 * |---|---|---|
 * | `[batch]` or last axis 1 | the same | {@link binaryAccuracy}, threshold 0.5 |
 * | `[batch, ..., classes]` | `[batch, ...]` or `[batch, ..., 1]` | {@link sparseCategoricalAccuracy} |
 * | `[batch, ..., classes]` | `[batch, ..., classes]` | {@link categoricalAccuracy} |
 *
 * Multi-label targets (several ones in a row) have the shapes of the last line: ask for `binaryAccuracy` by name.
 *
 * @returns A metric with a result in 0..1. A NaN in a target or prediction makes it NaN.
 * @throws In `update`, when the shapes fit none of these.
 * @see https://keras.io/api/metrics/accuracy_metrics/
 * @example
 * ```ts
 * import { accuracy } from '@kindling/metrics';
 * import { tensor2d } from '@tensorflow/tfjs-core';
 *
 * const metric = accuracy();
 * const batch = { y: tensor2d([[1, 0], [0, 1]]), prediction: tensor2d([[0.9, 0.1], [0.6, 0.4]]) };
 * const state = metric.update(metric.init(), batch);
 * await metric.result(state).data(); // Float32Array [0.5]
 * ```
 */
export const accuracy = (): Metric =>
  meanMetric(
    (target, prediction) => {
      if (prediction.rank === 1 || prediction.shape.at(-1) === 1) return binaryMatches(owner, target, prediction, 0.5);
      return isSparse(target, prediction)
        ? classMatches(sparseLabels(owner, target, prediction), prediction)
        : oneHotMatches(owner, target, prediction);
    },
    { name: owner, direction: 'max' },
  );

accuracy.aliases = ['acc', 'Accuracy'] as const;
