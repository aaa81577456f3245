import { flag, rate, readOptions, withDefault } from '@kindling/core';
import { chain } from './chain.ts';
import { clipAndDecay } from './common.ts';
import type { Optimizer, OptimizerOptions } from './optimizer.ts';
import { commonTable, learningRateOption } from './tables.ts';
import { scaleByMomentum } from './transforms/scaleByMomentum.ts';
import { scaleByRate } from './transforms/scaleByRate.ts';

export interface SgdOptions extends OptimizerOptions {
  /** η, a number of at least 0, or a schedule. Default: 0.01. */
  learningRate?: OptimizerOptions['learningRate'];
  /** μ, at least 0 and below 1: how much of the last step is taken again. Default: 0, none. */
  momentum?: number | undefined;
  /** Whether momentum looks one step ahead; it needs a momentum above 0. Default: false. */
  nesterov?: boolean | undefined;
}

const table = {
  ...commonTable,
  learningRate: withDefault(learningRateOption, 0.01),
  momentum: withDefault(rate, 0),
  nesterov: withDefault(flag, false),
};

/**
 * Stochastic gradient descent, p ← p - η g; with momentum μ, v ← μ v + η g and p ← p - v (Polyak, 1964), or with
 * `nesterov` p ← p - (μ v + η g) (Sutskever et al., 2013).
 *
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
  const { learningRate, momentum, nesterov, ...rest } = readOptions('sgd', table, options);
  if (nesterov && momentum === 0) throw new Error('sgd: nesterov needs a momentum above 0');
  return chain(
    { kind: 'sgd', learningRate },
    ...clipAndDecay('sgd', rest),
    momentum === 0 ? scaleByRate() : scaleByMomentum({ momentum, nesterov }),
  );
};

sgd.aliases = ['SGD'] as const;
