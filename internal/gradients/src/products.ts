import { BatchMatMul, type GradConfig, matMul, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { unbroadcast } from './gradient.ts';

/** The last two axes swapped. */
const swap = (x: Tensor): Tensor => {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
};

/**
 * For y = A B: dA = dy Bᵀ and dB = Aᵀ dy. `matMul` is never asked to transpose: on the stock wasm backend that takes a
 * scalar path, ten times as slow as a transpose before it. dy Bᵀ is taken as (B dyᵀ)ᵀ, since B, often a kernel, is the
 * large one.
 */
export const products: readonly GradConfig[] = [
  {
    kernelName: BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (given, [a, b], attributes) => {
      const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
      const dy = given as Tensor;
      return {
        a: () => {
          const left = transposeB ? matMul(dy, b!) : swap(matMul(b!, swap(dy)));
          return unbroadcast(transposeA ? swap(left) : left, a!.shape);
        },
        b: () => {
          const right = transposeA ? matMul(a!, dy) : matMul(swap(a!), dy);
          return unbroadcast(transposeB ? swap(right) : right, b!.shape);
        },
      };
    },
  },
];
