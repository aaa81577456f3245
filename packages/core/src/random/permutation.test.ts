import { expect, test } from 'vitest';
import { permutation } from './permutation.ts';

const sorted = (order: Int32Array): number[] => Array.from(order).sort((a, b) => a - b);

test('every number comes once', () => {
  for (const size of [0, 1, 2, 7, 1000]) {
    expect(sorted(permutation(size, 3, 4))).toEqual(Array.from({ length: size }, (_, i) => i));
  }
});

test('seed and pass alone decide the order', () => {
  expect(permutation(50, 1, 2)).toEqual(permutation(50, 1, 2));
  expect(permutation(50, 1, 2)).not.toEqual(permutation(50, 1, 3));
  expect(permutation(50, 1, 2)).not.toEqual(permutation(50, 2, 2));
  expect(permutation(50, 1, 2)).not.toEqual(permutation(50, 1 + 2 ** 32, 2));
});

test('every order of three is as likely as any other', () => {
  const counts = new Map<string, number>();
  for (let pass = 0; pass < 6000; pass++) {
    const order = permutation(3, 11, pass).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // 1,000 expected of each, with a standard deviation of 29.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
