import { expect, test } from 'vitest';
import { isAlongLast } from './slopes.ts';

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
