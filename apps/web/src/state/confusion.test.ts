import { expect, test } from 'vitest';
import { precisionOf, recallOf, stepOf } from './confusion.ts';

const counts = [
  [8, 2, 0],
  [1, 9, 0],
  [0, 0, 0],
];

test('recall is of the row, precision of the column', () => {
  expect(recallOf(counts, 0)).toBe(0.8);
  expect(recallOf(counts, 1)).toBe(0.9);
  expect(precisionOf(counts, 0)).toBeCloseTo(8 / 9);
  expect(precisionOf(counts, 1)).toBeCloseTo(9 / 11);
});

test('without a picture, or a guess, there is neither', () => {
  expect(recallOf(counts, 2)).toBeUndefined();
  expect(precisionOf(counts, 2)).toBeUndefined();
});

test.each([
  [0, 0],
  [1, 1],
  [4, 1],
  [5, 2],
  [14, 2],
  [15, 3],
  [34, 3],
  [35, 4],
  [64, 4],
  [65, 5],
  [100, 5],
])('%i of 100 is step %i', (count, step) => {
  expect(stepOf(count, [count, 100 - count])).toBe(step);
});

test('an empty row is empty', () => expect(stepOf(0, [0, 0])).toBe(0));
