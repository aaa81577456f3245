import { abs, customGrad, type GradSaveFunc, mul, sign, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';
import { asFloat, meanOverRest, requireSameShape } from './shapes.ts';

/**
 * Mean absolute error, (1/n) Σ |ŷ - y|, over all of a sample's numbers. Its gradient where ŷ = y is 0.
 *
 * Target and prediction: [batch, ...], the same shape; integer targets are taken as float32.
 *
 * @example
 * ```ts
 * import { compile, meanAbsoluteError } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const line = sequential([input({ shape: [1] }), dense({ units: 1 })]);
 * const trainer = compile(line, { optimizer: 'sgd', loss: meanAbsoluteError() });
 * ```
 * @see https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class
 */
export const meanAbsoluteError = (): Loss => ({
  kind: 'meanAbsoluteError',
  perSample: (target, prediction) => {
    requireSameShape('meanAbsoluteError', target, prediction);
    return meanOverRest(absolute(sub(prediction, asFloat(target))));
  },
});

meanAbsoluteError.aliases = ['mean_absolute_error', 'mae', 'MAE', 'MeanAbsoluteError'] as const;

/** |x|, with sign(x) for a gradient: tfjs's own is -1 at 0. */
const absolute = customGrad((...given) => {
  const [x, save] = given as [Tensor, GradSaveFunc];
  save([x]);
  return { value: abs(x), gradFunc: (dy, saved) => mul(dy, sign(saved[0] as Tensor)) };
});
