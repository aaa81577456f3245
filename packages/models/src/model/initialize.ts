// internal: a model's first weights

import { random, requireBackend } from '@kindling/core';
import { tidy } from '@tensorflow/tfjs-core';
import type { Graph, Weight } from '../graph/graph.ts';
import { requireTensor } from '../layer/requireTensor.ts';
import type { Weights } from '../layer/types.ts';

/** Every weight is drawn from a key of its own: the seed's, folded with the weight's place. */
export const initialize = (owner: string, { params, state }: Graph, seed: number): Weights => {
  requireBackend(owner);
  const key = random(seed);
  const filled = (weights: readonly Weight[], from: number) =>
    Object.fromEntries(
      weights.map(({ name, shape, init }, i) => [
        name,
        requireTensor(owner, `what ${init.kind} gives for "${name}"`, shape, init.values(shape, key.fold(from + i))),
      ]),
    );
  return tidy(() => ({ params: filled(params, 0), state: filled(state, params.length) }));
};
