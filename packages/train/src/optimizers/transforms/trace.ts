import { flag, rate, readOptions, withDefault } from '@kindling/core';
import { add, mul } from '@tensorflow/tfjs-core';
import { perParameter, type Transform } from '../transform.ts';

export interface TraceOptions {
  /** μ, at least 0 and below 1: how much of the last step is taken again. Required. */
  momentum: number;
  /** Whether to look one step ahead. Default: false. */
  nesterov?: boolean | undefined;
}

const table = { momentum: rate, nesterov: withDefault(flag, false) };

/**
 * Momentum (Polyak, 1964): v ← μ v + u, u ← v; with `nesterov` (Sutskever et al., 2013) it looks one step ahead,
 * u ← μ v + u.
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { chain, scaleByRate, trace } from '@kindling/train';
 *
 * const optimizer = chain({ kind: 'heavyBall', learningRate: 0.01 }, scaleByRate(), trace({ momentum: 0.9 }));
 * ```
 */
export const trace = (options: TraceOptions): Transform => {
  const { momentum, nesterov } = readOptions('trace', table, options);
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
