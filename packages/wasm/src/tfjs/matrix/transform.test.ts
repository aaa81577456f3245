import { Transform } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { transform } from './transform.ts';

const device = testDevice();
/** A row of four, moved by some pixels to the left. */
const moved = (by: number, fillMode: string, interpolation = 'nearest') => {
  const inputs = {
    image: device.tensor([1, 2, 3, 4], [1, 1, 4, 1]),
    transforms: device.tensor([1, 0, by, 0, 1, 0, 0, 0], [1, 8]),
  };
  const attributes = { interpolation, fillMode, fillValue: 9 };
  return [...device.numbers(device.run(transform, Transform, inputs, attributes))];
};

test('beyond its edges a picture is filled, reflected, wrapped, or goes on as it ends', () => {
  expect(moved(2, 'constant')).toEqual([3, 4, 9, 9]);
  expect(moved(2, 'reflect')).toEqual([3, 4, 4, 3]);
  expect(moved(-3, 'reflect')).toEqual([3, 2, 1, 1]);
  expect(moved(-9, 'reflect')).toEqual([1, 1, 2, 3]);
  expect(moved(2, 'nearest')).toEqual([3, 4, 4, 4]);
  expect(moved(-1, 'wrap')).toEqual([4, 1, 2, 3]);
});

test('between pixels they are mixed; each picture has a projection of its own, and what is infinite is filled', () => {
  expect(moved(0.5, 'nearest', 'bilinear')).toEqual([1.5, 2.5, 3.5, 4]);
  const inputs = {
    image: device.tensor([1, 2, 3, 4], [2, 1, 2, 1]),
    transforms: device.tensor([1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, -1, 0], [2, 8]),
  };
  const attributes = { interpolation: 'nearest', fillMode: 'nearest', fillValue: 9, outputShape: [1, 2] };
  expect([...device.numbers(device.run(transform, Transform, inputs, attributes))]).toEqual([2, 2, 3, 9]);
});
