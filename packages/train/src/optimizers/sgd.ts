import { requireBoolean, requireOptions, requireRate } from '@kindling/core';
import { chain } from './chain.ts';
import { clipAndDecay, commonOptions } from './common.ts';
import type { Optimizer, OptimizerOptions } from './optimizer.ts';
import { scaleByRate } from './transforms/scaleByRate.ts';
import { trace } from './transforms/trace.ts';

export interface SgdOptions extends OptimizerOptions {
  momentum?: number | undefined;
  nesterov?: boolean | undefined;
}

/**
 * Stochastic gradient descent, p ← p - η g; with momentum μ, v ← μ v + η g and p ← p - v (Polyak, 1964), or with
 * `nesterov` p ← p - (μ v + η g) (Sutskever et al., 2013).
 *
 * @param options `learningRate` η (0.01), `momentum` (0) in [0, 1), `nesterov` (false), and those of every optimizer:
 *   `clipNorm`, `globalClipNorm`, `clipValue`, `weightDecay`.
 * @throws Error for an option out of its range or unknown, and for `nesterov` without momentum.
 * @example
 * ```ts
 * import { exponentialDecay, sgd } from '@kindling/train';
 *
 * const learningRate = exponentialDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.96 });
 * const optimizer = sgd({ learningRate, momentum: 0.9, nesterov: true });
 * ```
 * @see https://keras.io/api/optimizers/sgd/
 */
export const sgd = (options: SgdOptions = {}): Optimizer => {
  requireOptions('sgd', options, [...commonOptions, 'momentum', 'nesterov']);
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
  requireRate('sgd', 'momentum', momentum);
  requireBoolean('sgd', 'nesterov', nesterov);
  if (nesterov && momentum === 0) throw new Error('sgd: nesterov needs a momentum above 0');
  return chain(
    { kind: 'sgd', learningRate },
    ...clipAndDecay('sgd', options),
    scaleByRate(),
    ...(momentum === 0 ? [] : [trace({ momentum, nesterov })]),
  );
};
