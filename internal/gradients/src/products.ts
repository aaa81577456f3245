import { offers } from '@internal/fused';
import { BatchMatMul, type GradConfig, matMul, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { unbroadcast } from './gradient.ts';

/** The last two axes swapped. */
const swap = (x: Tensor): Tensor => {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
};

/** There where a transposed operand costs nothing. */
const transposesFreely = 'KindlingMatMul';

/**
 * For y = A B: dA = dy Bᵀ and dB = Aᵀ dy.
 *
 * The stock wasm backend is never asked to transpose: that takes a scalar path, ten times as slow as a transpose before
 * it. There dy Bᵀ is taken as (B dyᵀ)ᵀ, since B, often a kernel, is the large one.
 */
export const products: readonly GradConfig[] = [
  {
    kernelName: BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (given, [a, b], attributes) => {
      const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
      const dy = given as Tensor;
      if (offers(transposesFreely)) {
        return {
          a: () =>
            unbroadcast(transposeA ? matMul(b!, dy, transposeB, true) : matMul(dy, b!, false, !transposeB), a!.shape),
          b: () =>
            unbroadcast(transposeB ? matMul(dy, a!, true, transposeA) : matMul(a!, dy, !transposeA, false), b!.shape),
        };
      }
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
