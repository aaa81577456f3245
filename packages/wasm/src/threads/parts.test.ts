import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';

test('parts are even, in order, and begin at multiples of the grain', () => {
  expect(partsOf(100, 1, 3)).toEqual([0, 33, 33, 66, 66, 100]);
  expect(partsOf(100, 16, 3)).toEqual([0, 32, 32, 64, 64, 100]);
  expect(partsOf(100, 16, 2)).toEqual([0, 48, 48, 100]);
});

test('no part is empty, unless there is nothing to do', () => {
  expect(partsOf(5, 4, 4)).toEqual([0, 4, 4, 5]);
  expect(partsOf(0, 4, 2)).toEqual([0, 0]);
});

test('counts near the greatest address do not overflow', () => {
  expect(partsOf(2 ** 31 - 1, 1, 4).at(-1)).toBe(2 ** 31 - 1);
});
