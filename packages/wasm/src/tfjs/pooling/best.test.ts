import {
  Dilation2D,
  Dilation2DBackpropFilter,
  Dilation2DBackpropInput,
  MaxPool,
  MaxPoolWithArgmax,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { best } from './best.ts';

const device = testDevice();
const run = (name: string, inputs: Parameters<typeof device.run>[2], attributes: object) => [
  ...device.numbers(device.run(best, name, inputs, attributes as Record<string, unknown>)),
];
const picture = [-9, -2, -3, -4, -5, -6, -7, -8, -1];
const windows = { filterSize: [2, 2], strides: [1, 1], pad: 'valid' };

test('the greatest of integers, all below 0', () => {
  const x = device.tensor(picture, [1, 3, 3, 1], 'int32');
  expect(run(MaxPool, { x }, windows)).toEqual([-2, -2, -4, -1]);
});

test('with the place of each, in its picture or in all', () => {
  const x = device.tensor([...picture, ...picture], [2, 3, 3, 1]);
  const kernel = best.find(({ name }) => name === MaxPoolWithArgmax)!;
  const places = (includeBatchInIndex: boolean) => {
    const [pooled, at] = kernel.compute({ x }, { ...windows, includeBatchInIndex }, device) as ReturnType<
      typeof device.tensor
    >[];
    expect([...device.numbers(pooled!)].slice(4)).toEqual([-2, -2, -4, -1]);
    return [...device.numbers(at!)].slice(4);
  };
  expect([places(false), places(true)]).toEqual([
    [1, 1, 3, 8],
    [10, 10, 12, 17],
  ]);
});

test('the greatest sum of a window and a filter, and its gradients', () => {
  const x = device.tensor(picture, [1, 3, 3, 1]);
  const filter = device.tensor([0, 0, 0, 3.5], [2, 2, 1]);
  const attributes = { strides: [1, 1], pad: 'valid', dilations: [1, 1] };
  expect(run(Dilation2D, { x, filter }, attributes)).toEqual([-1.5, -2, -4, 2.5]);
  const dy = device.tensor([1, 10, 100, 1000], [1, 2, 2, 1]);
  expect(run(Dilation2DBackpropInput, { x, filter, dy }, attributes)).toEqual([0, 10, 0, 100, 1, 0, 0, 0, 1000]);
  expect(run(Dilation2DBackpropFilter, { x, filter, dy }, attributes)).toEqual([110, 0, 0, 1001]);
});
