import {
  add,
  addN,
  div,
  maximum,
  minimum,
  mul,
  pow,
  squaredDifference,
  sub,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import { expectGradient, gradientOf, type Input, input, positive } from '@tests/kit';
import { expect, test } from 'vitest';
import { furtherGradients } from './further.ts';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients([...neededGradients, ...furtherGradients]);

const operations: [string, (a: Tensor, b: Tensor) => Tensor][] = [
  ['add', add],
  ['sub', sub],
  ['mul', mul],
  ['div', div],
  ['squaredDifference', squaredDifference],
  ['maximum', maximum],
  ['minimum', minimum],
  ['pow', pow],
];

/** No value as in `positive`, so that none are equal. */
const shifted = (...shape: number[]): Input => ({ shape, values: positive(...shape).values.map((x) => 2.53 - x) });

test.each(operations)('%s follows both of its inputs, also where they are broadcast', (_, operation) => {
  expectGradient(operation, positive(2, 3), shifted(2, 3));
  expectGradient(operation, positive(2, 3), shifted(3));
  expectGradient(operation, positive(2, 1), shifted(4, 1, 3));
  expectGradient(operation, positive(), shifted(2, 2));
});

test('a product with itself adds up both ways', () => {
  expectGradient((x) => mul(add(x, x), x), input(5));
});

test('a factor of integers leaves the gradient float32', () => {
  expectGradient((x) => mul(x, tensor([1, 2, 3], [3], 'int32')), input(3));
});

test('addN adds its inputs', () => {
  expectGradient((a, b, c) => addN([a, mul(b, c), b]), input(2, 2), input(2, 2), input(2, 2));
});

test('where both are equal the first takes all', () => {
  const ones = { shape: [1], values: [1] };
  expect(gradientOf(maximum, ones, ones)).toEqual([[1], [0]]);
  expect(gradientOf(minimum, ones, ones)).toEqual([[1], [0]]);
});

test('powers have their limits at 0 and below', () => {
  const at = (a: number, b: number) =>
    gradientOf(pow, { shape: [1], values: [a] }, { shape: [1], values: [b] }).map(([value]) => value! + 0);
  expect(at(0, 0)).toEqual([0, 0]);
  expect(at(0, 2)).toEqual([0, 0]);
  expect(at(-2, 3)).toEqual([12, 0]);
});
