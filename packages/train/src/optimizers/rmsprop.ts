import { flag, rate, readOptions, withDefault } from '@kindling/core';
import { chain } from './chain.ts';
import { clipAndDecay } from './common.ts';
import type { Optimizer, OptimizerOptions } from './optimizer.ts';
import { commonTable, squaresTable } from './tables.ts';
import { scaleByDeviation } from './transforms/scaleByDeviation.ts';
import { type ScaleByRmsOptions, scaleByRms } from './transforms/scaleByRms.ts';
import { trace } from './transforms/trace.ts';

export interface RmspropOptions extends OptimizerOptions, ScaleByRmsOptions {
  /** η, a number of at least 0, or a schedule. Default: 0.001. */
  learningRate?: OptimizerOptions['learningRate'];
  /** μ, at least 0 and below 1: how much of the last step is taken again. Default: 0, none. */
  momentum?: number | undefined;
  /** Whether the square of the mean gradient is taken off, which leaves the variance. Default: false. */
  centered?: boolean | undefined;
}

const table = {
  ...commonTable,
  rho: squaresTable.rho,
  momentum: withDefault(rate, 0),
  epsilon: squaresTable.epsilon,
  centered: withDefault(flag, false),
};

/**
 * RMSprop (Hinton, Neural Networks for Machine Learning, lecture 6e): v ← ρ v + (1 - ρ) g², p ← p - η g / √(v + ε).
 * With `centered`, v less the square of the mean gradient, v - a² + ε (Graves, arXiv:1308.0850); with momentum μ the
 * steps are gathered, s ← μ s + η g / √(v + ε), p ← p - s.
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { rmsprop } from '@kindling/train';
 *
 * const optimizer = rmsprop({ learningRate: 1e-3, momentum: 0.9, centered: true });
 * ```
 * @see https://keras.io/api/optimizers/rmsprop/
 */
export const rmsprop = (options: RmspropOptions = {}): Optimizer => {
  const { learningRate, momentum, centered, rho, epsilon, ...rest } = readOptions('rmsprop', table, options);
  return chain(
    { kind: 'rmsprop', learningRate },
    ...clipAndDecay('rmsprop', rest),
    centered ? scaleByDeviation({ rho, epsilon }) : scaleByRms({ rho, epsilon }),
    ...(momentum === 0 ? [] : [trace({ momentum })]),
  );
};

rmsprop.aliases = ['RMSprop'] as const;
