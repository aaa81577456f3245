import { divNoNan } from '@tensorflow/tfjs-core';
import { type PositiveOptions, positives } from '../metric/counts.ts';
import type { Metric } from '../metric/metric.ts';

export type PrecisionOptions = PositiveOptions;

/**
 * How many of the predicted positives are positives: `true positives / (true positives + false positives)`, counted
 * over all outputs of all samples (micro); 0 when nothing was predicted positive.
 *
 * The target, `y`, has the shape of the prediction, `[batch]` or `[batch, ...]`; what is not 0 in it is a positive. A
 * prediction is positive strictly above `threshold` (default 0.5; for logits, 0), or among the `topK` of its row;
 * `classId` counts one class alone.
 *
 * @returns A metric with a result in 0..1. A NaN in a target or prediction makes it NaN.
 * @throws When an option is out of its domain; in `update`, when the shapes differ or an option reaches beyond the
 *   classes.
 * @see https://keras.io/api/metrics/classification_metrics/#precision-class
 * @example
 * ```ts
 * import { precision } from '@kindling/metrics';
 * import { tensor1d } from '@tensorflow/tfjs-core';
 *
 * const metric = precision();
 * const batch = { y: tensor1d([0, 1, 1, 1]), prediction: tensor1d([0.9, 0.1, 0.8, 0.7]) };
 * const state = metric.update(metric.init(), batch);
 * await metric.result(state).data(); // Float32Array [0.6666667]
 * ```
 */
export const precision = (options: PrecisionOptions = {}): Metric =>
  positives('precision', options, ({ truePositives, predicted }) => divNoNan(truePositives, predicted));

precision.aliases = ['Precision'] as const;
