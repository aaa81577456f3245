import { add, divNoNan, mul } from '@tensorflow/tfjs-core';
import { type PositiveOptions, positives } from '../metric/counts.ts';
import type { Metric } from '../metric/metric.ts';

export type F1Options = PositiveOptions;

/**
 * The harmonic mean of {@link precision} and {@link recall} with the same options:
 * `2 true positives / (2 true positives + false positives + false negatives)`, counted over all outputs of all samples;
 * 0 when there is no positive on either side.
 *
 * Keras's `F1Score(average='micro', threshold=0.5)`. Keras's default, one score for each class by argmax, is
 * `f1({ topK: 1, classId })` here, and `classificationReport` shows them all with their averages. As the defaults
 * differ, Keras's name `f1_score` is refused.
 *
 * The target, `y`, has the shape of the prediction, `[batch]` or `[batch, ...]`; what is not 0 in it is a positive.
 *
 * @returns A metric with a result in 0..1. A NaN in a target or prediction makes it NaN.
 * @throws When an option is out of its domain; in `update`, when the shapes differ or an option reaches beyond the
 *   classes.
 * @see https://keras.io/api/metrics/classification_metrics/#f1score-class
 * @example
 * ```ts
 * import { f1 } from '@kindling/metrics';
 * import { tensor1d } from '@tensorflow/tfjs-core';
 *
 * const metric = f1();
 * const batch = { y: tensor1d([0, 1, 1, 1]), prediction: tensor1d([0.9, 0.1, 0.8, 0.7]) };
 * const state = metric.update(metric.init(), batch);
 * await metric.result(state).data(); // Float32Array [0.6666667]
 * ```
 */
export const f1 = (options: F1Options = {}): Metric =>
  positives('f1', options, ({ truePositives, predicted, actual }) =>
    divNoNan(mul(truePositives, 2), add(predicted, actual)),
  );

f1.aliases = [] as const;
