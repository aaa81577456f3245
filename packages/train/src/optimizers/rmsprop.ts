import { requireBoolean, requireOptions, requireRate } from '@kindling/core';
import { chain } from './chain.ts';
import { clipAndDecay, commonOptions } from './common.ts';
import type { Optimizer, OptimizerOptions } from './optimizer.ts';
import { scaleByDeviation } from './transforms/scaleByDeviation.ts';
import { type ScaleByRmsOptions, scaleByRms } from './transforms/scaleByRms.ts';
import { trace } from './transforms/trace.ts';

export interface RmspropOptions extends OptimizerOptions, ScaleByRmsOptions {
  momentum?: number | undefined;
  centered?: boolean | undefined;
}

/**
 * RMSprop (Hinton, Neural Networks for Machine Learning, lecture 6e): v ← ρ v + (1 - ρ) g², p ← p - η g / √(v + ε).
 * With `centered`, v less the square of the mean gradient, v - a² + ε (Graves, arXiv:1308.0850); with momentum μ the steps are
 * gathered, s ← μ s + η g / √(v + ε), p ← p - s.
 *
 * @param options `learningRate` η (0.001), `rho` (0.9) and `momentum` (0) in [0, 1), `epsilon` (1e-7), `centered` (false),
 *   and those of every optimizer: `clipNorm`, `globalClipNorm`, `clipValue`, `weightDecay`.
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
  requireOptions('rmsprop', options, [...commonOptions, 'rho', 'momentum', 'epsilon', 'centered']);
  const { learningRate = 1e-3, momentum = 0, centered = false, rho, epsilon } = options;
  requireRate('rmsprop', 'momentum', momentum);
  requireBoolean('rmsprop', 'centered', centered);
  return chain(
    { kind: 'rmsprop', learningRate },
    ...clipAndDecay('rmsprop', options),
    centered ? scaleByDeviation({ rho, epsilon }) : scaleByRms({ rho, epsilon }),
    ...(momentum === 0 ? [] : [trace({ momentum })]),
  );
};
