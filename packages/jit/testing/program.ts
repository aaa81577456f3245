import type { Program } from '@kindling/core';
import {
  add,
  cast,
  greaterEqual,
  mul,
  reshape,
  scalar,
  slice,
  sub,
  sum,
  type Tensor,
  zeros,
} from '@tensorflow/tfjs-core';

/**
 * p ← p - rate · (x + mask + noise), with a mask and noise that are drawn at each step; it keeps its last batch as
 * state, and logs the sum of x and how many there were.
 */
export const program: Program<Tensor, Tensor, Tensor> = {
  init: (seed) => ({ params: { p: zeros([4]) }, state: { last: zeros([4]) }, slots: { seed: scalar(seed) } }),
  scalars: (step, { learningRate = 1 }) => ({ rate: learningRate / (step + 1) }),
  sums: () => ({ total: scalar(0), count: scalar(0) }),
  gradients: (_trees, batch, { random }) => {
    const mask = cast(greaterEqual(random.fold(7).uniform([300]), 0.5), 'float32');
    const noise = random.fold(8).normal([4]);
    return {
      gradients: { p: add(add(batch, slice(mask, [0], [4])), noise) },
      state: { last: batch },
      sums: { total: sum(batch), count: scalar(batch.size) },
    };
  },
  update: ({ params, slots }, { p }, { scalars }) => ({
    params: { p: sub(params.p!, mul(scalars.rate!, p!)) },
    slots,
  }),
  evaluate: (_trees, batch) => ({ total: sum(batch), count: scalar(batch.size) }),
  results: ({ total, count }) => ({ mean: reshape(mul(total!, count!), []) }),
  predict: ({ params }, x) => add(params.p!, x),
};
