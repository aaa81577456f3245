import { requireNumber, requireRate } from '@kindling/core';
import { add, div, mul, sqrt, square } from '@tensorflow/tfjs-core';
import { perParameter, type Transform } from '../transform.ts';

export interface ScaleByRmsOptions {
  rho?: number | undefined;
  epsilon?: number | undefined;
}

/**
 * Division by the root of the mean square, with the learning rate η in it (Hinton, Neural Networks for Machine Learning,
 * lecture 6e):
 *
 *     v ← ρ v + (1 - ρ) g²,   u = η g / √(v + ε)
 *
 * The slot holds V = v / (1 - ρ): V ← ρ V + g², u = η′ g / √(V + ε′), with η′ = η / √(1 - ρ) and ε′ = ε / (1 - ρ).
 *
 * @param options `rho` (0.9) in [0, 1); `epsilon` (1e-7), at least 0.
 * @throws RangeError when one is out of its range.
 * @example
 * ```ts
 * import { chain, scaleByRms } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'plainRms', learningRate: 1e-3 }, scaleByRms({ rho: 0.95 }));
 * ```
 */
export const scaleByRms = ({ rho = 0.9, epsilon = 1e-7 }: ScaleByRmsOptions = {}): Transform => {
  requireRate('rmsprop', 'rho', rho);
  requireNumber('rmsprop', 'epsilon', epsilon, 0);
  return perParameter({
    kind: 'rms',
    slots: { v: 0 },
    scalars: (_step, learningRate) => ({ rho, rate: learningRate / Math.sqrt(1 - rho), epsilon: epsilon / (1 - rho) }),
    update: ({ update: g, slots, scalars: { rho, rate, epsilon } }) => {
      const v = add(mul(slots.v, rho), square(g));
      return { update: mul(div(g, sqrt(add(v, epsilon))), rate), slots: { v } };
    },
  });
};
