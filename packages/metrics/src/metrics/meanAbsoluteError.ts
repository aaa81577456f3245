import { abs, sub } from '@tensorflow/tfjs-core';
import { alike } from '../metric/batch.ts';
import { meanMetric } from '../metric/meanMetric.ts';
import type { Metric } from '../metric/metric.ts';

const owner = 'meanAbsoluteError';

/**
 * The mean of `|target - prediction|` over all outputs of all samples.
 *
 * The target, `y`, has the shape of the prediction, `[batch]` or `[batch, ...]`; `[batch]` and `[batch, 1]` go
 * together. The unit is that of the target.
 *
 * @throws In `update`, when the shapes differ: nothing is broadcast.
 * @see https://keras.io/api/metrics/regression_metrics/#meanabsoluteerror-class
 * @example
 * ```ts
 * import { meanAbsoluteError } from '@kindling/metrics';
 * import { tensor1d } from '@tensorflow/tfjs-core';
 *
 * const metric = meanAbsoluteError();
 * const state = metric.update(metric.init(), { y: tensor1d([1, 2]), prediction: tensor1d([1, 5]) });
 * await metric.result(state).data(); // Float32Array [1.5]
 * ```
 */
export const meanAbsoluteError = (): Metric =>
  meanMetric((target, prediction) => abs(sub(...alike(owner, target, prediction))), { name: owner, direction: 'min' });

meanAbsoluteError.aliases = ['mean_absolute_error', 'mae', 'MAE', 'MeanAbsoluteError'] as const;
