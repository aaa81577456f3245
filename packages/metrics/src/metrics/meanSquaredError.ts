import { squaredDifference } from '@tensorflow/tfjs-core';
import { alike } from '../metric/batch.ts';
import { meanMetric } from '../metric/meanMetric.ts';
import type { Metric } from '../metric/metric.ts';

const owner = 'meanSquaredError';

/**
 * The mean of `(target - prediction)^2` over all outputs of all samples.
 *
 * The target, `y`, has the shape of the prediction, `[batch]` or `[batch, ...]`; `[batch]` and `[batch, 1]` go
 * together. The unit is that of the target, squared.
 *
 * @throws In `update`, when the shapes differ: nothing is broadcast.
 * @see https://keras.io/api/metrics/regression_metrics/#meansquarederror-class
 * @example
 * ```ts
 * import { meanSquaredError } from '@kindling/metrics';
 * import { tensor1d } from '@tensorflow/tfjs-core';
 *
 * const metric = meanSquaredError();
 * const state = metric.update(metric.init(), { y: tensor1d([1, 2]), prediction: tensor1d([1, 5]) });
 * await metric.result(state).data(); // Float32Array [4.5]
 * ```
 */
export const meanSquaredError = (): Metric =>
  meanMetric((target, prediction) => squaredDifference(...alike(owner, target, prediction)), {
    name: owner,
    direction: 'min',
  });

meanSquaredError.aliases = ['mean_squared_error', 'mse', 'MSE', 'MeanSquaredError'] as const;
