import {
  abs,
  cast,
  clipByValue,
  clone,
  cos,
  elu,
  erf,
  exp,
  expm1,
  grad,
  leakyRelu,
  log,
  log1p,
  mul,
  neg,
  reciprocal,
  relu,
  relu6,
  rsqrt,
  type Scalar,
  sigmoid,
  sin,
  softplus,
  sqrt,
  square,
  sum,
  type Tensor,
  tanh,
} from '@tensorflow/tfjs-core';
import { expectGradient, gradientOf, input, positive } from '@tests/kit';
import { expect, test } from 'vitest';
import { furtherGradients } from './further.ts';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients([...neededGradients, ...furtherGradients]);

const anywhere: [string, (x: Tensor) => Tensor][] = [
  ['neg', neg],
  ['clone', clone],
  ['cast', (x) => cast(x, 'float32')],
  ['square', square],
  ['abs', abs],
  ['sin', sin],
  ['cos', cos],
  ['erf', erf],
  ['exp', exp],
  ['expm1', expm1],
  ['sigmoid', sigmoid],
  ['tanh', tanh],
  ['softplus', softplus],
  ['elu', elu],
  ['relu', relu],
  ['relu6', (x) => relu6(mul(x, 4))],
  ['leakyRelu', (x) => leakyRelu(x, 0.3)],
  ['clipByValue', (x) => clipByValue(x, -0.72, 0.93)],
];
const aboveZero: [string, (x: Tensor) => Tensor][] = [
  ['log', log],
  ['log1p', log1p],
  ['sqrt', sqrt],
  ['rsqrt', rsqrt],
  ['reciprocal', reciprocal],
];

test.each(anywhere)('%s follows its input', (_, f) => expectGradient(f, input(3, 4)));

test.each(aboveZero)('%s follows its input', (_, f) => expectGradient(f, positive(3, 4)));

test.each([...anywhere, ...aboveZero])('the gradient of %s has a gradient', (_, f) =>
  expectGradient((x) => mul(grad((z: Tensor) => sum(mul(f(z), z)) as Scalar)(x), x), positive(3)),
);

test('corners have the slopes that Keras gives them', () => {
  const at = (f: (x: Tensor) => Tensor, x: number) => gradientOf(f, { shape: [1], values: [x] })[0]![0]! + 0;
  expect([at(relu, 0), at(abs, 0), at((x) => leakyRelu(x, 0.3), 0)]).toEqual([0, 0, Math.fround(0.3)]);
  expect([at((x) => clipByValue(x, 0, 1), 0), at((x) => clipByValue(x, 0, 1), 1)]).toEqual([1, 1]);
});
