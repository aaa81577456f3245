import {
  grad,
  logSoftmax,
  logSumExp,
  max,
  mean,
  min,
  mul,
  type Scalar,
  softmax,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { expectGradient, gradientOf, input } from '@tests/kit';
import { expect, test } from 'vitest';
import { furtherGradients } from './further.ts';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients([...neededGradients, ...furtherGradients]);

const operations: [string, (x: Tensor, axis?: number | number[], keep?: boolean) => Tensor][] = [
  ['sum', sum],
  ['mean', mean],
  ['max', max],
  ['min', min],
];

test.each(operations)('%s over any axes follows its input', (_, reduce) => {
  expectGradient((x) => reduce(x), input(2, 3));
  expectGradient((x) => reduce(x, -1), input(2, 3));
  expectGradient((x) => reduce(x, 0, true), input(2, 3));
  expectGradient((x) => reduce(x, [0, 2]), input(2, 3, 2));
  expectGradient((x) => reduce(x), input());
});

test('equal extremes share the gradient', () => {
  const x = { shape: [2, 3], values: [1, 2, 2, 3, 3, 3] };
  expect(gradientOf((t) => max(t, 1), x)).toEqual([[0, 0.5, 0.5, 1 / 3, 1 / 3, 1 / 3].map(Math.fround)]);
  expect(gradientOf((t) => min(t, 1), x)).toEqual([[1, 0, 0, 1 / 3, 1 / 3, 1 / 3].map(Math.fround)]);
});

test('softmax and its logarithm follow their input', () => {
  expectGradient((x) => softmax(x), input(2, 4));
  expectGradient((x) => logSoftmax(x), input(2, 4));
  expectGradient((x) => logSumExp(x, 1), input(2, 4));
});

test('the gradient of softmax has a gradient', () => {
  expectGradient((x) => mul(grad((z: Tensor) => sum(mul(softmax(z), z)) as Scalar)(x), x), input(4));
});

test('a softmax far from its middle has the gradient 0, not NaN', () => {
  expect(gradientOf((x) => softmax(x), { shape: [1, 2], values: [300, -300] })[0]!.map(Math.abs)).toEqual([0, 0]);
});
