import { fusedMatMul, MatMul } from '@kindling/core';
import { matMul, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { input } from '../expectGradient.ts';
import { testOffered, valuesOf } from './testOffered.ts';

/** Products of matrices, on the backend in use. */
export const testMatMul = (): void => {
  testOffered('fusedMatMul', {
    kernels: [MatMul],
    run: (a, b, bias) => fusedMatMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias! }, 'relu'),
    cases: [[input(4, 3), input(3, 5), input(5)]],
  });

  testOffered('the gradients of a product', {
    kernels: [MatMul],
    run: (a, b) => matMul(a!, b!, true, true),
    cases: [[input(3, 4), input(5, 3)]],
  });

  test('NaN comes through relu', async () => {
    const row = { shape: [1, 2], values: [Number.NaN, 1] };
    const run = (a?: Tensor, b?: Tensor, bias?: Tensor): Tensor =>
      fusedMatMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias! }, 'relu');
    expect(await valuesOf(run, [row, input(2, 1), input(1)])).toEqual([Number.NaN]);
  });
};
