import '@tensorflow/tfjs-backend-cpu';
import { dot, fused, matMul, type Tensor } from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { expectGradient, input } from './expectGradient.ts';
import { further } from './further.ts';
import { needed, registerGradients } from './index.ts';

registerGradients([...needed, ...further]);

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
