import { squaredDifference } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';
import { asFloat, meanOverRest, requireSameShape } from './shapes.ts';

/**
 * Mean squared error, (1/n) Σ (ŷ - y)², over all of a sample's numbers.
 *
 * Target and prediction: [batch, ...], the same shape; integer targets are taken as float32.
 *
 * @example
 * ```ts
 * import { compile, meanSquaredError } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const line = sequential([input({ shape: [1] }), dense({ units: 1 })]);
 * const trainer = compile(line, { optimizer: 'sgd', loss: meanSquaredError() });
 * ```
 * @see https://keras.io/api/losses/regression_losses/#meansquarederror-class
 */
export const meanSquaredError = (): Loss => ({
  kind: 'meanSquaredError',
  perSample: (target, prediction) => {
    requireSameShape('meanSquaredError', target, prediction);
    return meanOverRest(squaredDifference(prediction, asFloat(target)));
  },
});

meanSquaredError.aliases = ['mean_squared_error', 'mse', 'MSE', 'MeanSquaredError'] as const;
