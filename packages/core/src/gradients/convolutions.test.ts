import {
  conv2d,
  depthwiseConv2d,
  grad,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
} from '@tensorflow/tfjs-core';
import { expectGradient, input } from '@tests/kit';
import { expect, test } from 'vitest';
import { neededGradients, registerGradients } from './needed.ts';

registerGradients(neededGradients);

type Pair = [number, number];
type Padding = 'same' | 'valid';

const convolved =
  (strides: Pair | number, padding: Padding, rates: Pair | number = 1) =>
  (x: Tensor, w: Tensor): Tensor =>
    conv2d(x as Tensor4D, w as Tensor4D, strides, padding, 'NHWC', rates);

const depthwise =
  (strides: Pair | number, padding: Padding, rates: Pair | number = 1) =>
  (x: Tensor, w: Tensor): Tensor =>
    depthwiseConv2d(x as Tensor4D, w as Tensor4D, strides, padding, 'NHWC', rates);

const steps: [Pair | number, Padding, (Pair | number)?][] = [
  [1, 'same'],
  [1, 'valid'],
  [2, 'same'],
  [[1, 2], 'valid'],
  [1, 'same', 2],
  [1, 'valid', [1, 2]],
];

test.each(steps)('a convolution of strides %j, %s, follows picture and filter', (...step) => {
  expectGradient(convolved(...step), input(2, 5, 6, 3), input(3, 2, 3, 2));
});

test.each(steps)('so does a depthwise one of strides %j, %s', (...step) => {
  expectGradient(depthwise(...step), input(2, 5, 6, 3), input(3, 2, 3, 2));
});

test('padding in numbers counts, also with dilation', () => {
  expectGradient((x, w) => conv2d(x as Tensor4D, w as Tensor4D, 2, 1), input(1, 5, 5, 2), input(3, 3, 2, 2));
  expectGradient((x, w) => conv2d(x as Tensor4D, w as Tensor4D, 1, 2, 'NHWC', 2), input(1, 5, 5, 1), input(3, 3, 1, 2));
});

test('a second derivative is refused, not wrong', () => {
  const slope = (f: (x: Tensor, w: Tensor) => Tensor) => {
    const [x, w] = [input(1, 3, 3, 1), input(2, 2, 1, 1)].map(({ shape, values }) => tensor([...values], [...shape]));
    const first = grad((each: Tensor) => sum(mul(f(each, w!), f(each, w!))) as Scalar);
    return () => grad((each: Tensor) => sum(first(each)) as Scalar)(x!);
  };
  expect(slope(convolved(1, 'valid'))).toThrow('gradient function not found for Conv2DBackpropInput');
  expect(slope(depthwise(1, 'valid'))).toThrow('gradient function not found for DepthwiseConv2dNativeBackpropInput');
});
