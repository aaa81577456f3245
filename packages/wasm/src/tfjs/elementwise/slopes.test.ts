import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { isAlongLast, isForStock } from './slopes.ts';

const info = (shape: number[]) => ({ dataId: {}, shape, dtype: 'float32' as const });
const of = (x: number[], slopes: number[]): boolean => isAlongLast(info(x), info(slopes));

test('slopes of the innermost axis, with or without axes of 1 before it', () => {
  expect([of([5, 3], [3]), of([5, 3], [1, 3]), of([2, 4, 4, 3], [1, 1, 3]), of([3], [3])]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test('not one for all, those of other axes or ranks, and those of nothing', () => {
  expect([of([5, 3], [1]), of([5, 3], []), of([5, 3], [5, 3]), of([2, 4, 3], [1, 4, 1])]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([of([3], [1, 3]), of([0, 3], [3]), of([], [])]).toEqual([false, false, false]);
});

test('the same that are finite, where they are few beside all numbers, are left to tfjs', () => {
  const device = testDevice();
  const isLeft = (rows: number, slopes: number[]): boolean =>
    isForStock(device, info([rows, slopes.length]), device.tensor(slopes, [slopes.length]));
  expect([isLeft(1, [0.5, -2]), isLeft(1, [0.5, Number.NaN]), isLeft(1, [Number.POSITIVE_INFINITY, 1])]).toEqual([
    true,
    false,
    false,
  ]);
  const many = new Array(1000).fill(0.5);
  expect([isLeft(15, many), isLeft(16, many)]).toEqual([false, true]);
  expect(isForStock(device, info([2, 3]), device.tensor([1, 2], [2, 1]))).toBe(false);
});
