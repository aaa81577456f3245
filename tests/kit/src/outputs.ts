import { concat, mul, reshape, type Scalar, sum, type Tensor, tensor1d } from '@tensorflow/tfjs-core';

/** All outputs in one list. */
export const joined = (outputs: readonly Tensor[]): Tensor => concat(outputs.map((y) => reshape(y, [-1])));

/** A number that every element moves by an amount of its own, made on the host: a backend's sine may be wrong. */
export const weighed = (list: Tensor): Scalar =>
  sum(mul(list, tensor1d(Float32Array.from({ length: list.size }, (_, i) => Math.sin(i + 1)))));
