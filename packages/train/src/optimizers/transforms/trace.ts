import { requireRate } from '@kindling/core';
import { add, mul } from '@tensorflow/tfjs-core';
import { perParameter, type Transform } from '../transform.ts';

export interface TraceOptions {
  momentum: number;
  nesterov?: boolean | undefined;
}

/**
 * Momentum (Polyak, 1964): v ← μ v + u, u ← v; with `nesterov` (Sutskever et al., 2013) it looks one step ahead, u ← μ v + u.
 *
 * @param options `momentum` μ in [0, 1); `nesterov` (false).
 * @throws RangeError when `momentum` is out of its range.
 * @example
 * ```ts
 * import { chain, scaleByRate, trace } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'heavyBall', learningRate: 0.01 }, scaleByRate(), trace({ momentum: 0.9 }));
 * ```
 */
export const trace = ({ momentum, nesterov = false }: TraceOptions): Transform => {
  requireRate('trace', 'momentum', momentum);
  return perParameter({
    kind: 'trace',
    slots: { velocity: 0 },
    scalars: () => ({ momentum }),
    update: ({ update, slots, scalars }) => {
      const velocity = add(mul(slots.velocity, scalars.momentum), update);
      return { update: nesterov ? add(mul(velocity, scalars.momentum), update) : velocity, slots: { velocity } };
    },
  });
};
