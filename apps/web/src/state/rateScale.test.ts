import { expect, test } from 'vitest';
import { positionOf, rateAt, ratePositions } from './rateScale.ts';

test('ends and powers of ten', () => {
  expect([0, 20, 40, 60, 80, 100].map(rateAt)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]);
});

test('every position comes back from its rate', () => {
  for (let position = 0; position <= ratePositions; position++) expect(positionOf(rateAt(position))).toBe(position);
});

test('what is beyond the ends stands at them', () => {
  expect([positionOf(100), positionOf(1e-9), positionOf(0), positionOf(Number.NaN), positionOf(-1)]).toEqual([
    100, 0, 0, 0, 0,
  ]);
});
