import {
  avgPool,
  grad,
  maxPool,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
} from '@tensorflow/tfjs-core';
import { expectGradient, gradientOf, input } from '@tests/kit';
import { expect, test } from 'vitest';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients(neededGradients);

type Pair = [number, number];
type Padding = Parameters<typeof avgPool>[3];

const windows: [Pair | number, Pair | number, Padding][] = [
  [2, 2, 'valid'],
  [3, 1, 'same'],
  [3, 2, 'same'],
  [[2, 3], [3, 1], 'same'],
  [2, [1, 2], 'valid'],
  [3, 2, 1],
];

test.each(windows)('the means of windows of %j at strides %j, %s, follow their picture', (size, strides, padding) => {
  expectGradient((x) => avgPool(x as Tensor4D, size, strides, padding), input(2, 5, 6, 3));
});

test.each(windows)('so do the greatest', (size, strides, padding) => {
  expectGradient((x) => maxPool(x as Tensor4D, size, strides, padding), input(2, 5, 6, 3));
});

test('so do means whose last window reaches past the padding', () => {
  expectGradient((x) => avgPool(x as Tensor4D, 2, 2, 1, 'ceil'), input(1, 4, 4, 1));
  expectGradient(
    (x) =>
      avgPool(x as Tensor4D, [2, 3], 2, [
        [0, 0],
        [1, 0],
        [0, 2],
        [0, 0],
      ]),
    input(1, 4, 4, 1),
  );
});

test('padding is left out of a mean', () => {
  const ones = { shape: [1, 3, 3, 1], values: Array<number>(9).fill(1) };
  expect(gradientOf((x) => avgPool(x as Tensor4D, 2, 2, 'same'), ones)).toEqual([
    [0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1],
  ]);
});

test('the first of equal ones takes all, and a window without a positive one its greatest', () => {
  const pooled = (x: Tensor) => maxPool(x as Tensor4D, [1, 2], [1, 2], 'valid');
  const x = { shape: [1, 1, 6, 1], values: [0, 0, -2, -1, 3, 3] };
  expect(gradientOf(pooled, x)).toEqual([[1, 0, 0, 1, 1, 0]]);
});

test('a second derivative is refused, not wrong', () => {
  const { shape, values } = input(1, 3, 3, 1);
  const twice = (f: (x: Tensor4D) => Tensor) => () => {
    const first = grad((x: Tensor) => sum(mul(f(x as Tensor4D), f(x as Tensor4D))) as Scalar);
    grad((x: Tensor) => sum(first(x)) as Scalar)(tensor([...values], [...shape]));
  };
  expect(twice((x) => avgPool(x, 2, 1, 'valid'))).toThrow('gradient function not found for AvgPoolGrad');
  expect(twice((x) => avgPool(x, 2, 1, 'same'))).toThrow('gradient function not found');
  expect(twice((x) => maxPool(x, 2, 1, 'same'))).toThrow('gradient function not found for MaxPoolGrad');
});
