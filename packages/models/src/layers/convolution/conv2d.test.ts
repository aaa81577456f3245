import { ones, tensor, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { testLayer } from '@tests/kit';
import { expect, test } from 'vitest';
import * as layers from '../../index.ts';
import { input } from '../../layer/input.ts';
import { sequential } from '../../model/sequential.ts';
import { fromJSON } from '../../spec/fromJSON.ts';
import { flatten } from '../shape/flatten.ts';
import { conv2d } from './conv2d.ts';

const on = ['cpu', 'kernels'] as const;

testLayer('conv2d', conv2d, { options: { filters: 2, kernelSize: 3 }, reads: [[2, 4, 5, 3]], gives: [2, 2, 3, 2], on });
testLayer('conv2d with strides and an activation', conv2d, {
  options: { filters: 3, kernelSize: [2, 3], strides: 2, padding: 'same', activation: 'tanh' },
  reads: [[2, 5, 4, 2]],
  gives: [2, 3, 2, 3],
  on,
});
testLayer('conv2d with dilation, without bias', conv2d, {
  options: { filters: 2, kernelSize: 2, dilationRate: [1, 2], useBias: false },
  reads: [[1, 4, 4, 2]],
  gives: [1, 3, 2, 2],
  on,
});

const ramp = (...shape: number[]) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Array.from({ length: size }, (_, i) => i),
    shape,
  );
};

test('the window is laid over the picture as it is, not turned round, and the bias added', async () => {
  const net = sequential([input({ shape: [2, 3, 1] }), conv2d({ filters: 1, kernelSize: 2 })]);
  const params = { 'conv2d/kernel': tensor([1, 10, 100, 1000], [2, 2, 1, 1]), 'conv2d/bias': tensor1d([0.5]) };
  const y = net.apply({ params, state: {} }, ramp(1, 2, 3, 1));
  expect([...(await y.data())]).toEqual([4310.5, 5421.5]);
});

test("with 'same' an odd zero stands at the end", async () => {
  const net = sequential([input({ shape: [1, 3, 1] }), conv2d({ filters: 1, kernelSize: [1, 2], padding: 'same' })]);
  const params = { 'conv2d/kernel': tensor([1, 10], [1, 2, 1, 1]), 'conv2d/bias': tensor1d([0]) };
  const y = net.apply({ params, state: {} }, tensor([1, 2, 3], [1, 1, 3, 1]));
  expect([...(await y.data())]).toEqual([21, 32, 3]);
});

test('height and width may be known only at run time, and are checked then', () => {
  const net = sequential([input({ shape: [null, null, 3] }), conv2d({ filters: 4, kernelSize: 3, strides: 2 })]);
  expect(net.outputShape).toEqual([null, null, null, 4]);
  const weights = net.init({ seed: 1 });
  expect(net.apply(weights, zeros([2, 7, 4, 3])).shape).toEqual([2, 3, 1, 4]);
  expect(() => net.apply(weights, zeros([2, 7, 2, 3]))).toThrow(
    'conv2d: kernelSize must fit into its input, [null, 7, 2, 3], got 3',
  );
});

test('a model with it has its summary, and is made again from its JSON', async () => {
  const net = sequential([
    input({ shape: [8, 8, 3] }),
    conv2d({ filters: 4, kernelSize: 3, strides: [2, 2], padding: 'same' }),
    flatten(),
  ]);
  expect(net.summary()).toMatch(/│ conv2d \(Conv2D\) +│ \(None, 4, 4, 4\) +│ +112 │/);
  const again = fromJSON(JSON.parse(JSON.stringify(net)), layers);
  const weights = net.init({ seed: 1 });
  const x = ones([1, 8, 8, 3]);
  expect(await again.apply(weights, x).data()).toEqual(await net.apply(weights, x).data());
});

test('the first kernel is as wide as its receptive field asks', async () => {
  const net = sequential([input({ shape: [8, 8, 16] }), conv2d({ filters: 32, kernelSize: 3 })]);
  const values = await net.init({ seed: 1 }).params['conv2d/kernel']!.data();
  const limit = Math.sqrt(6 / (9 * 16 + 9 * 32));
  expect(Math.max(...values)).toBeLessThanOrEqual(limit);
  expect(Math.max(...values)).toBeGreaterThan(0.99 * limit);
});

test('what is not in an option is refused where it is written, by its name', () => {
  const wrong = (options: object) => () => conv2d({ filters: 2, kernelSize: 3, ...options });
  expect(wrong({ filters: 0 })).toThrow('conv2d: filters must be a positive integer, got 0');
  expect(wrong({ kernelSize: undefined })).toThrow('conv2d: kernelSize must be a positive integer or [height, width]');
  expect(wrong({ strides: 0 })).toThrow('conv2d: strides must be a positive integer or [height, width] of such, got 0');
  expect(wrong({ padding: 'full' })).toThrow('conv2d: unknown padding "full". Known: valid, same');
  expect(wrong({ dilationRate: 2, strides: 2 })).toThrow('strides and dilationRate must not both be above 1');
  expect(wrong({ groups: 2 })).toThrow('conv2d: unknown option "groups"');
  expect(wrong({ useBias: 1 })).toThrow('conv2d: useBias must be true or false, got 1');
  expect(wrong({ kernelInitializer: 'he' })).toThrow('conv2d: unknown initializer "he"');
});

test('it needs a picture that a window fits into, with a known number of channels', () => {
  const net = (shape: readonly (number | null)[]) => () =>
    sequential([input({ shape }), conv2d({ filters: 2, kernelSize: 5 })]);
  expect(net([3072])).toThrow('conv2d: its input must be [batch, height, width, channels], got [null, 3072]');
  expect(net([4, 8, 3])).toThrow('conv2d: kernelSize must fit into its input, [null, 4, 8, 3], got 5');
  expect(net([8, 8, null])).toThrow('conv2d: every length of "kernel" must be known');
});
