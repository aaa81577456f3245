import { type Rank, type ShapeMap, type Tensor, tensor } from '@tensorflow/tfjs-core';

/** Numbers in [-1, 1), the same on every host: the high bits of a linear congruential generator. */
const numbers = (count: number, seed: number): Float32Array => {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
};

/** A tensor of such numbers. */
export const some = <R extends Rank>(shape: ShapeMap[R], seed = 1): Tensor<R> =>
  tensor<R>(
    numbers(
      shape.reduce((product: number, length: number) => product * length, 1),
      seed,
    ),
    shape,
  );
