// internal: part of the gradients in needed.ts and further.ts

import {
  _FusedMatMul,
  BatchMatMul,
  type GradConfig,
  matMul,
  mul,
  step,
  type Tensor,
  transpose,
} from '@tensorflow/tfjs-core';
import { MatMul } from '../kernels/matMul.ts';
import { offers } from '../kernels/offers.ts';
import { rectified } from './fused.ts';
import { unbroadcast } from './gradient.ts';

/** The last two axes swapped. */
const swap = (x: Tensor): Tensor => {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
};

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

type Operands = readonly [a: Tensor, b: Tensor];
type Gradients = { readonly a: () => Tensor; readonly b: () => Tensor };

/** dA = dy Bᵀ, dB = Aᵀ dy, with operands transposed as they are asked for. */
const direct = (dy: Tensor, [a, b]: Operands, { transposeA, transposeB }: Transposes): Gradients => ({
  a: () => unbroadcast(transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB), a.shape),
  b: () => unbroadcast(transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false), b.shape),
});

/**
 * The same without asking `matMul` to transpose: on the stock wasm backend that takes a scalar path, ten times as slow as a
 * transpose before it. dy Bᵀ is taken as (B dyᵀ)ᵀ, since B, often a kernel, is the large one.
 */
const transposedBefore = (dy: Tensor, [a, b]: Operands, { transposeA, transposeB }: Transposes): Gradients => ({
  a: () => {
    const left = transposeB ? matMul(dy, b) : swap(matMul(b, swap(dy)));
    return unbroadcast(transposeA ? swap(left) : left, a.shape);
  },
  b: () => {
    const right = transposeA ? matMul(a, dy) : matMul(swap(a), dy);
    return unbroadcast(transposeB ? swap(right) : right, b.shape);
  },
});

const product = (dy: Tensor, operands: Operands, transposes: Transposes): Gradients =>
  (offers(MatMul) ? direct : transposedBefore)(dy, operands, transposes);

export const products: readonly GradConfig[] = [
  {
    kernelName: BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, attributes) => ({
      ...product(dy as Tensor, saved as unknown as Operands, attributes as unknown as Transposes),
    }),
  },
  // y = f(A B + bias), as `dense` has it. Where relu has cut off, y is 0: its slope can be told by y.
  {
    kernelName: _FusedMatMul,
    inputsToSave: ['a', 'b', 'bias'],
    outputsToSave: [true],
    gradFunc: (given, [a, b, bias, y], attributes) => {
      const { activation } = attributes as { activation: string };
      if (activation !== 'linear' && activation !== 'relu')
        throw new Error(`gradient of ${_FusedMatMul}: activation must be linear or relu, got ${activation}`);
      const dy = given as Tensor;
      const dz = activation === 'relu' ? (rectified(dy, y!, 0) ?? mul(dy, step(y!))) : dy;
      return {
        ...product(dz, [a!, b!], attributes as unknown as Transposes),
        bias: () => unbroadcast(dz, bias!.shape),
      };
    },
  },
];
