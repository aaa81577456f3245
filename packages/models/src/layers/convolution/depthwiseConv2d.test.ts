import { tensor, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { depthwiseConv2d } from './depthwiseConv2d.ts';

const on = ['cpu', 'kernels'] as const;

testLayer('depthwiseConv2d', depthwiseConv2d, {
  options: { kernelSize: [3, 2] },
  reads: [[2, 4, 5, 3]],
  gives: [2, 2, 4, 3],
  on,
});
testLayer('depthwiseConv2d with strides, a multiplier and an activation', depthwiseConv2d, {
  options: { kernelSize: 3, strides: 2, padding: 'same', depthMultiplier: 2, activation: 'sigmoid' },
  reads: [[2, 5, 4, 2]],
  gives: [2, 3, 2, 4],
  on,
});
testLayer('depthwiseConv2d with dilation, without bias', depthwiseConv2d, {
  options: { kernelSize: 2, dilationRate: 2, useBias: false },
  reads: [[1, 4, 4, 2]],
  gives: [1, 2, 2, 2],
  on,
});

test('each channel has windows of its own, whose outputs stand beside each other', async () => {
  const net = sequential([input({ shape: [1, 1, 2] }), depthwiseConv2d({ kernelSize: 1, depthMultiplier: 2 })]);
  const params = {
    'depthwiseConv2d/kernel': tensor([1, 10, 100, 1000], [1, 1, 2, 2]),
    'depthwiseConv2d/bias': tensor1d([0, 0, 0, 0.5]),
  };
  const y = net.apply({ params, state: {} }, tensor([2, 3], [1, 1, 1, 2]));
  expect([...(await y.data())]).toEqual([2, 20, 300, 3000.5]);
});

test('height and width may be known only at run time, the channels may not', () => {
  const net = (shape: readonly (number | null)[]) => sequential([input({ shape }), depthwiseConv2d({ kernelSize: 3 })]);
  const open = net([null, 5, 3]);
  expect(open.outputShape).toEqual([null, null, 3, 3]);
  expect(open.summary()).toContain('(DepthwiseConv2D)');
  expect(open.apply(open.init({ seed: 1 }), zeros([2, 4, 5, 3])).shape).toEqual([2, 2, 3, 3]);
  expect(() => net([5, 5, null])).toThrow('depthwiseConv2d: every length of "kernel" must be known');
});

test('what is not in an option is refused where it is written, by its name', () => {
  const wrong = (options: object) => () => depthwiseConv2d({ kernelSize: 3, ...options });
  expect(wrong({ depthMultiplier: 0 })).toThrow('depthwiseConv2d: depthMultiplier must be a positive integer, got 0');
  expect(wrong({ kernelSize: [3, 0] })).toThrow('depthwiseConv2d: kernelSize must be a positive integer or');
  expect(wrong({ filters: 2 })).toThrow('depthwiseConv2d: unknown option "filters"');
  expect(wrong({ kernelInitializer: 'ones' })).toThrow('depthwiseConv2d: unknown option "kernelInitializer"');
  expect(wrong({ strides: 2, dilationRate: 2 })).toThrow('depthwiseConv2d: strides and dilationRate must not both');
});
