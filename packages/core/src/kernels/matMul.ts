import {
  _FusedMatMul,
  add,
  engine,
  type GradConfig,
  matMul,
  type NamedTensorMap,
  relu,
  type Tensor,
  type Tensor2D,
  transpose,
  util,
} from '@tensorflow/tfjs-core';
import { unbroadcast } from '../gradients/gradient.ts';
import { attributesAs } from './attributes.ts';
import { offers } from './offers.ts';
import { reluGrad } from './reluGrad.ts';

/**
 * A marker: present where the backend's products of matrices take a transposed operand at no cost, and its
 * `_FusedMatMul` is right. Only ever queried; what runs are `BatchMatMul` and `_FusedMatMul`.
 */
export const MatMul = 'KindlingMatMul';

export interface FusedMatMulInputs {
  /** [m, k] */
  readonly a: Tensor2D;
  /** [k, n] */
  readonly b: Tensor2D;
  /** [n] */
  readonly bias: Tensor;
}

/** f(A · B + bias) in one pass over the result, by the backend's kernel; f is none, or relu. */
export const runFusedMatMul = (inputs: FusedMatMulInputs, activation: 'linear' | 'relu'): Tensor2D =>
  engine().runKernel<Tensor2D>(_FusedMatMul, inputs as unknown as NamedTensorMap, {
    transposeA: false,
    transposeB: false,
    activation,
  });

/** The same composed of operations. */
export const composeFusedMatMul = ({ a, b, bias }: FusedMatMulInputs, activation: 'linear' | 'relu'): Tensor2D => {
  const y = add<Tensor2D>(matMul(a, b), bias);
  return activation === 'relu' ? relu(y) : y;
};

/** f(A · B + bias): by one kernel where the backend in use has it, else composed. */
export const fusedMatMul = (inputs: FusedMatMulInputs, activation: 'linear' | 'relu'): Tensor2D =>
  (offers(MatMul) ? runFusedMatMul : composeFusedMatMul)(inputs, activation);

/** The last two axes swapped. */
const swap = (x: Tensor): Tensor => {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
};

/** Which operand is read with its last two axes swapped. */
export interface Transposes {
  /** A */
  readonly transposeA: boolean;
  /** B */
  readonly transposeB: boolean;
}

type Operands = readonly [a: Tensor, b: Tensor];

/** One gradient for each operand, computed on demand. */
export interface ProductGradients {
  /** dA */
  readonly a: () => Tensor;
  /** dB */
  readonly b: () => Tensor;
}

/** A product in the shape of its operand. It is a new tensor, which `unbroadcast` would make another of. */
const fitted = (product: Tensor, { shape }: Tensor): Tensor =>
  util.arraysEqual(product.shape, shape) ? product : unbroadcast(product, shape);

/** dA = dy Bᵀ, dB = Aᵀ dy, each transposed as its operand is. */
const direct = (dy: Tensor, [a, b]: Operands, { transposeA, transposeB }: Transposes): ProductGradients => ({
  a: () => fitted(transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB), a),
  b: () => fitted(transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false), b),
});

/**
 * The same without asking `matMul` to transpose: on the stock wasm backend that takes a scalar path, ten times as slow
 * as a transpose before it. dy Bᵀ is taken as (B dyᵀ)ᵀ, since B, often a kernel, is the large one.
 */
const transposedBefore = (dy: Tensor, [a, b]: Operands, { transposeA, transposeB }: Transposes): ProductGradients => ({
  a: () => {
    const left = transposeB ? matMul(dy, b) : swap(matMul(b, swap(dy)));
    return unbroadcast(transposeA ? swap(left) : left, a.shape);
  },
  b: () => {
    const right = transposeA ? matMul(a, dy) : matMul(swap(a), dy);
    return unbroadcast(transposeB ? swap(right) : right, b.shape);
  },
});

/** The gradients of a product: with transposed operands where these cost nothing, else with transposes before. */
export const productGradients = (dy: Tensor, operands: Operands, transposes: Transposes): ProductGradients =>
  (offers(MatMul) ? direct : transposedBefore)(dy, operands, transposes);

/** Where relu has cut off, y is 0: its slope can be told by y. */
export const fusedMatMulGradient: GradConfig = {
  kernelName: _FusedMatMul,
  inputsToSave: ['a', 'b', 'bias'],
  outputsToSave: [true],
  gradFunc: (given, [a, b, bias, y], attributes) => {
    const { activation } = attributes as { activation: string };
    if (activation !== 'linear' && activation !== 'relu')
      throw new Error(`gradient of ${_FusedMatMul}: activation must be linear or relu, got ${activation}`);
    const dy = given as Tensor;
    const dz = activation === 'relu' ? reluGrad({ dy, x: y! }) : dy;
    return {
      ...productGradients(dz, [a!, b!], attributesAs<Transposes>(attributes)),
      bias: () => unbroadcast(dz, bias!.shape),
    };
  },
};
