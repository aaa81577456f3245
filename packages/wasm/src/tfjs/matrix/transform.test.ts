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

test('between pixels each channel is mixed by itself, inside and at the edges alike', () => {
  const [height, width, channels] = [3, 4, 2];
  const numbers = Array.from({ length: height * width * channels }, (_, i) => (i * 7) % 23);
  const at = (row: number, column: number, channel: number): number =>
    row < 0 || row >= height || column < 0 || column >= width
      ? 9
      : numbers[(row * width + column) * channels + channel]!;
  const inputs = {
    image: device.tensor(numbers, [1, height, width, channels]),
    transforms: device.tensor([1, 0.5, -0.75, 0.25, 1, -0.5, 0, 0], [1, 8]),
  };
  const attributes = { interpolation: 'bilinear', fillMode: 'constant', fillValue: 9 };
  const expected: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [column + 0.5 * row - 0.75, 0.25 * column + row - 0.5];
      const [left, top] = [Math.floor(x), Math.floor(y)];
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (const [i, down] of [1 - (y - top), y - top].entries())
          for (const [j, across] of [1 - (x - left), x - left].entries())
            sum += down * across * at(top + i, left + j, channel);
        expected.push(sum);
      }
    }
  }
  expect([...device.numbers(device.run(transform, Transform, inputs, attributes))]).toEqual(expected);
});
