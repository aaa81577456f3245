import { expect, test } from 'vitest';
import { fans } from './fans.ts';

test('a matrix maps its rows to its columns', () => {
  expect(fans([3, 5])).toEqual({ in: 3, out: 5, average: 4 });
});

test('a convolution counts its receptive field', () => {
  expect(fans([3, 3, 4, 8])).toEqual({ in: 36, out: 72, average: 54 });
});

test('a vector counts its length both ways, a scalar one', () => {
  expect(fans([7])).toEqual({ in: 7, out: 7, average: 7 });
  expect(fans([])).toEqual({ in: 1, out: 1, average: 1 });
});
