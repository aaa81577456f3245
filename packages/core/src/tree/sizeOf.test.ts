import { expect, test } from 'vitest';
import { sizeOf } from './sizeOf.ts';

test('lengths are multiplied; one that is not known counts as 1', () => {
  expect(sizeOf([2, 3, 4])).toBe(24);
  expect(sizeOf([null, 32, 32, 3])).toBe(3072);
  expect(sizeOf([])).toBe(1);
  expect(sizeOf([5, 0])).toBe(0);
});
