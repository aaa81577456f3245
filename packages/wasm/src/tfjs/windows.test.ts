import { backend_util } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { countTaps, requireWindow, windowArguments } from './windows.ts';

const infoOf = (height: number, taps: number) =>
  backend_util.computeConv2DInfo(
    [2, height, 8, 3],
    [taps, 2, 3, 5],
    [2, 1],
    [1, 1],
    [
      [0, 0],
      [1, 0],
      [0, 2],
      [0, 0],
    ],
  );

test('kernels are told lengths, outputs, windows, strides, dilations and padding, in this order', () => {
  expect(windowArguments('test', infoOf(9, 3))).toEqual([
    ...[9, 8, 3],
    ...[4, 9],
    ...[3, 2],
    ...[2, 1],
    ...[1, 1],
    ...[1, 0],
  ]);
});

test('taps are those of all windows', () => {
  expect(countTaps(infoOf(9, 3))).toBe(2 * 4 * 9 * 3 * 2 * 3);
});

test('a window larger than the padded input is refused; one that only just does not fit has no outputs', () => {
  expect(() => requireWindow('test', infoOf(3, 4))).not.toThrow();
  expect(() => requireWindow('test', infoOf(1, 6))).toThrow(
    'test: the padded input must hold a window of 6 x 2, got 1 x 8',
  );
  expect(() => windowArguments('test', infoOf(1, 6))).toThrow(RangeError);
});
