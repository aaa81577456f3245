import { expect, test } from 'vitest';
import { draws } from './draws.ts';

test('the same seed gives the same numbers in 0..1, another seed others', () => {
  const first = Array.from({ length: 100 }, draws(1));
  expect(first).toEqual(Array.from({ length: 100 }, draws(1)));
  expect(first).not.toEqual(Array.from({ length: 100 }, draws(2)));
  expect(first.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(first).size).toBe(100);
});
