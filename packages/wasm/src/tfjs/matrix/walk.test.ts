import { expect, test } from 'vitest';
import { copy, stridesOf, wholeOf } from './walk.ts';

test('strides of a shape, the last axis going on by one', () => {
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
  expect([stridesOf([]), wholeOf([5])]).toEqual([[], { start: 0, strides: [1] }]);
});

test('numbers go from their places to others', () => {
  const x = Float32Array.of(1, 2, 3, 4, 5, 6);
  const moved = (shape: number[], start: number, strides: number[]): number[] => {
    const y = new Float32Array(shape.reduce((a, b) => a * b, 1));
    copy(shape, x, { start, strides }, y, wholeOf(shape));
    return [...y];
  };
  expect(moved([3, 2], 0, [1, 3])).toEqual([1, 4, 2, 5, 3, 6]);
  expect(moved([2, 2], 5, [-3, -1])).toEqual([6, 5, 3, 2]);
  expect(moved([2, 3], 1, [0, 1])).toEqual([2, 3, 4, 2, 3, 4]);
  expect(moved([], 4, [])).toEqual([5]);
  expect(moved([2, 0], 0, [1, 1])).toEqual([]);
});
