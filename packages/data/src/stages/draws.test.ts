import { expect, test } from 'vitest';
import { draws } from './draws.ts';

const drawn = (seed: number, pass: number, bound: number, count: number): number[] => {
  const draw = draws(seed, pass);
  return Array.from({ length: count }, () => draw(bound));
};

test('seed and pass alone decide the draws', () => {
  expect(drawn(1, 2, 1000, 20)).toEqual(drawn(1, 2, 1000, 20));
  expect(drawn(1, 2, 1000, 20)).not.toEqual(drawn(1, 3, 1000, 20));
  expect(drawn(1, 2, 1000, 20)).not.toEqual(drawn(2 ** 32 + 1, 2, 1000, 20));
});

test('every number below the bound is as likely as any other', () => {
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (const number of drawn(3, 0, 7, 7000)) counts[number]! += 1;
  // 1,000 expected of each, with a standard deviation of 29.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
