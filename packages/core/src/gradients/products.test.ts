import '@tensorflow/tfjs-backend-cpu';
import { _FusedMatMul, dot, engine, fused, grad, matMul, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expectGradient, input } from '@tests/kit';
import { expect, test } from 'vitest';
import { type FusedMatMulInputs, runFusedMatMul } from '../kernels/matMul.ts';
import { furtherGradients } from './further.ts';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients([...neededGradients, ...furtherGradients]);

const product =
  (transposeA: boolean, transposeB: boolean) =>
  (a: Tensor, b: Tensor): Tensor =>
    matMul(a, b, transposeA, transposeB);

test('matMul follows both factors, transposed or not', () => {
  expectGradient(product(false, false), input(2, 3), input(3, 4));
  expectGradient(product(true, false), input(3, 2), input(3, 4));
  expectGradient(product(false, true), input(2, 3), input(4, 3));
  expectGradient(product(true, true), input(3, 2), input(4, 3));
});

test('so does a batch of them, and one factor for the whole batch', () => {
  expectGradient(product(false, false), input(2, 2, 3), input(2, 3, 2));
  expectGradient(product(true, true), input(2, 3, 2), input(2, 2, 3));
  expectGradient(product(false, false), input(3, 2, 3), input(1, 3, 2));
});

test('dot and fused products are made of the same', () => {
  expectGradient((a, b) => dot(a, b), input(3), input(3));
  expectGradient((a, b) => fused.matMul({ a, b }), input(2, 3), input(3, 2));
});

test('the product of a dense layer, with bias and relu in it, follows all three', () => {
  const layer = (activation: 'linear' | 'relu') => (a: Tensor, b: Tensor, bias: Tensor) =>
    runFusedMatMul({ a, b, bias } as FusedMatMulInputs, activation);
  expectGradient(layer('linear'), input(2, 3), input(3, 4), input(4));
  expectGradient(layer('relu'), input(2, 3), input(3, 4), input(4));
});

test('a fused activation whose slope its output does not tell is refused', () => {
  const run = (a: Tensor) =>
    engine().runKernel(
      _FusedMatMul,
      { a, b: a, bias: zeros([2]) },
      { transposeA: false, transposeB: false, activation: 'elu' },
    ) as Tensor;
  expect(() =>
    grad(run)(
      tensor2d([
        [1, 2],
        [3, 4],
      ]),
    ),
  ).toThrow('gradient of _FusedMatMul: activation must be linear or relu, got elu');
});
