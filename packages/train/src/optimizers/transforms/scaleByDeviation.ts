import { readOptions } from '@kindling/core';
import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import { squaresTable } from '../tables.ts';
import { perParameter, type Transform } from '../transform.ts';
import type { ScaleByRmsOptions } from './scaleByRms.ts';

/**
 * Division by the standard deviation, with the learning rate η in it: "centered" RMSprop (Graves, arXiv:1308.0850,
 * eq. 38-41):
 *
 *     v ← ρ v + (1 - ρ) g²,   a ← ρ a + (1 - ρ) g,   u = η g / √(v - a² + ε)
 *
 * The slots hold V = v / (1 - ρ) and A = a / (1 - ρ): u = η′ g / √(V - (1 - ρ) A² + ε′), with η′ = η / √(1 - ρ) and
 * ε′ = ε / (1 - ρ).
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { chain, scaleByDeviation } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'centeredRms', learningRate: 1e-3 }, scaleByDeviation());
 * ```
 */
export const scaleByDeviation = (options: ScaleByRmsOptions = {}): Transform => {
  const { rho, epsilon } = readOptions('scaleByDeviation', squaresTable, options);
  return perParameter({
    kind: 'deviation',
    slots: { v: 0, mean: 0 },
    scalars: (_step, learningRate) => ({
      rho,
      rest: 1 - rho,
      rate: learningRate / Math.sqrt(1 - rho),
      epsilon: epsilon / (1 - rho),
    }),
    update: ({ update: g, slots, scalars: { rho, rest, rate, epsilon } }) => {
      const v = add(mul(slots.v, rho), square(g));
      const mean = add(mul(slots.mean, rho), g);
      const variance = sub(v, mul(square(mean), rest));
      return { update: mul(div(g, sqrt(add(variance, epsilon))), rate), slots: { v, mean } };
    },
  });
};
