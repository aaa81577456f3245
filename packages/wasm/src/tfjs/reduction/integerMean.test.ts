import { sizeOf } from '@kindling/core';
import { Mean } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { integerMean } from './integerMean.ts';

const device = testDevice();
const mean = (
  numbers: readonly number[],
  shape: number[],
  axis: number | number[],
  dtype: 'int32' | 'bool',
  more = {},
) => {
  const y = device.run(integerMean, Mean, { x: device.tensor(numbers, shape, dtype) }, { axis, ...more });
  return { dtype: y.dtype, shape: y.shape, numbers: [...device.numbers(y)] };
};

test('large integers keep their ends', () => {
  expect(mean([-16777219, 4, 16777217], [3], 0, 'int32').numbers).toEqual([Math.fround(2 / 3)]);
  expect(mean([2 ** 31 - 1, 2 ** 31 - 1, 1, 0], [2, 2], 1, 'int32').numbers).toEqual([Math.fround(2 ** 31 - 1), 0.5]);
});

test('sums beyond what float32 and int32 hold', () => {
  const long = new Array(70_000).fill(2 ** 31 - 1);
  expect(mean([...long, -3], [70_001], 0, 'int32').numbers).toEqual([
    Math.fround((70_000 * (2 ** 31 - 1) - 3) / 70_001),
  ]);
  expect(
    mean(
      long.map((value, i) => (i % 2 === 0 ? value : -value - 1)),
      [70_000],
      0,
      'int32',
    ).numbers,
  ).toEqual([-0.5]);
});

test('every choice of axes gives the mean of the numbers along them', () => {
  const shape = [2, 3, 1, 4];
  const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 101) - 50);
  for (let chosen = 1; chosen < 16; chosen++) {
    const axes = [0, 1, 2, 3].filter((axis) => ((chosen >> axis) & 1) === 1);
    const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    const sums = new Array(sizeOf(kept)).fill(0);
    numbers.forEach((value, at) => {
      let [rest, place, stride] = [at, 0, 1];
      for (let axis = 3; axis >= 0; axis--) {
        if (!axes.includes(axis)) place += (rest % shape[axis]!) * stride;
        rest = Math.floor(rest / shape[axis]!);
        stride *= kept[axis]!;
      }
      sums[place] += value;
    });
    const means = sums.map((sum) => Math.fround((sum * sums.length) / numbers.length));
    expect(mean(numbers, shape, axes, 'int32', { keepDims: true })).toEqual({
      dtype: 'float32',
      shape: kept,
      numbers: means,
    });
  }
});

test('a share of bools, the number itself of one, and what is left to others', () => {
  expect(mean([1, 0, 1, 1], [4], [0], 'bool')).toEqual({ dtype: 'float32', shape: [], numbers: [0.75] });
  expect(mean([7], [], [], 'int32').numbers).toEqual([7]);
  for (const x of [device.tensor([1], [1], 'float32'), device.tensor([], [0], 'int32')])
    expect(integerMean[0]!.compute({ x }, { axis: 0 }, device)).toBeUndefined();
});
