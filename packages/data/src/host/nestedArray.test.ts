import { expect, test } from 'vitest';
import { nestedArray } from './nestedArray.ts';

test('lists become a float32 array of their shape', () => {
  const array = nestedArray('x', [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [7, 8.5],
    ],
  ]);
  expect(array.shape).toEqual([2, 2, 2]);
  expect(array.data).toEqual(new Float32Array([1, 2, 3, 4, 5, 6, 7, 8.5]));
  expect(nestedArray('x', []).shape).toEqual([0]);
  expect(nestedArray('x', [[], []]).shape).toEqual([2, 0]);
});

test('ragged lists and what is not a number are refused with their place', () => {
  expect(() => nestedArray('fromArrays: x', [[1, 2], [3]])).toThrow(
    'fromArrays: x must not be ragged: expected a list of 2 at [1], got a list of 1',
  );
  expect(() => nestedArray('fromArrays: x', [[1, 2], 3])).toThrow('expected a list of 2 at [1], got 3');
  expect(() => nestedArray('fromArrays: x', [[1, 'cat']])).toThrow('x must hold numbers, got "cat" at [0,1]');
  expect(() => nestedArray('fromArrays: x', [1, [2]])).toThrow('x must hold numbers, got [2] at [1]');
});
