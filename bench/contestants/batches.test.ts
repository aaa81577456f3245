import { expect, test } from 'vitest';
import { hostBatches, oneHot } from './batches.ts';

test('small batches differ from step to step, and large ones have their pictures once', () => {
  expect(hostBatches(32).pictures.map(({ length }) => length)).toEqual(Array(4).fill(32 * 3072));
  expect(hostBatches(512).pictures.length).toBe(1);
});

test('half of the labels are the pictures own, and all of them are classes', () => {
  const labels = hostBatches(32).labels.map((step) => [...step]);
  const own = labels.flatMap((step) => step.filter((label, i) => label === i % 10)).length / (16 * 32);
  expect(own).toBeGreaterThan(0.45);
  expect(own).toBeLessThan(0.65);
  expect(new Set(labels.flat())).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
});

test('labels as rows have their one', () => {
  expect([...oneHot(Int32Array.of(2, 0))]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});
