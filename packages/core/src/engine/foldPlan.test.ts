import { expect, test } from 'vitest';
import { foldPlan } from './foldPlan.ts';

/** The batches before and after which sums move. */
const moves = (every: number, sizes: readonly number[]) => {
  const plan = foldPlan(every);
  return sizes.flatMap((size, i) => [
    ...(plan.before(size) ? [`before ${i}`] : []),
    ...(plan.after() ? [`after ${i}`] : []),
  ]);
};

test('small batches move after so many', () => {
  expect(moves(2, [1, 1, 1, 1, 1])).toEqual(['after 1', 'after 3']);
});

test('large ones move before a count could pass 2^24', () => {
  expect(moves(128, [2 ** 23, 2 ** 23, 1])).toEqual(['before 2']);
  expect(moves(128, [2 ** 25, 1, 1])).toEqual(['before 1']);
  expect(moves(2, [2 ** 23, 2 ** 23, 2 ** 23, 2 ** 23, 2 ** 23])).toEqual(['after 1', 'after 3']);
  expect(moves(3, [2 ** 23, 2 ** 23, 2 ** 23, 2 ** 24])).toEqual(['before 2', 'after 2']);
});
