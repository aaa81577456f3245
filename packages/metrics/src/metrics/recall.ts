import { divNoNan } from '@tensorflow/tfjs-core';
import { type PositiveOptions, positives } from '../metric/counts.ts';
import type { Metric } from '../metric/metric.ts';

export type RecallOptions = PositiveOptions;

/**
 * How many of the positives were found: `true positives / (true positives + false negatives)`, counted over all outputs
 * of all samples (micro); 0 when there are no positives.
 *
 * The target, `y`, has the shape of the prediction, `[batch]` or `[batch, ...]`; what is not 0 in it is a positive. A
 * prediction is positive strictly above `threshold` (default 0.5; for logits, 0), or among the `topK` of its row;
 * `classId` counts one class alone.
 *
 * @returns A metric with a result in 0..1. A NaN in a target or prediction makes it NaN.
 * @throws When an option is out of its domain; in `update`, when the shapes differ or an option reaches beyond the
 *   classes.
 * @see https://keras.io/api/metrics/classification_metrics/#recall-class
 * @example
 * ```ts
 * import { recall } from '@kindling/metrics';
 * import { tensor1d } from '@tensorflow/tfjs-core';
 *
 * const metric = recall();
 * const batch = { y: tensor1d([0, 1, 1, 0]), prediction: tensor1d([0.9, 0.1, 0.8, 0.7]) };
 * const state = metric.update(metric.init(), batch);
 * await metric.result(state).data(); // Float32Array [0.5]
 * ```
 */
export const recall = (options: RecallOptions = {}): Metric =>
  positives('recall', options, ({ truePositives, actual }) => divNoNan(truePositives, actual));

recall.aliases = ['Recall'] as const;
