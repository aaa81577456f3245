import { readOptions, rmspropStep } from '@kindling/core';
import { squaresTable } from '../tables.ts';
import { perParameter, type Transform } from '../transform.ts';
import { finishByStep } from './finishByStep.ts';

export interface ScaleByRmsOptions {
  /** ρ, at least 0 and below 1: how slowly the mean of the squares forgets. Default: 0.9. */
  rho?: number | undefined;
  /** ε, at least 0: keeps the division from running off where gradients are small. Default: 1e-7. */
  epsilon?: number | undefined;
}

/**
 * Division by the root of the mean square, with the learning rate η in it (Hinton, Neural Networks for Machine
 * Learning, lecture 6e):
 *
 *     v ← ρ v + (1 - ρ) g²,   u = η g / √(v + ε)
 *
 * The slot holds V = v / (1 - ρ): V ← ρ V + g², u = η′ g / √(V + ε′), with η′ = η / √(1 - ρ) and ε′ = ε / (1 - ρ).
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { chain, scaleByRms } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'plainRms', learningRate: 1e-3 }, scaleByRms({ rho: 0.95 }));
 * ```
 */
export const scaleByRms = (options: ScaleByRmsOptions = {}): Transform => {
  const { rho, epsilon } = readOptions('scaleByRms', squaresTable, options);
  const transform = perParameter({
    kind: 'rms',
    slots: { v: 0 },
    scalars: (_step, learningRate) => ({ rho, rate: learningRate / Math.sqrt(1 - rho), epsilon: epsilon / (1 - rho) }),
    update: ({ update: gradient, ...own }) => rmspropStep.direction({ gradient, ...own }, {}),
  });
  return { ...transform, finish: (flow, own, inPlace) => finishByStep(rmspropStep, flow, own, { inPlace }) };
};
