import { expect, inject, test } from 'vitest';
import { table, total, weights } from './weights.ts';

const weighed = weights(inject('site'));

/** KiB after gzip; section 9 of the design. */
const budgets = { page: 60, styles: 8, worker: 185 } as const;

test.each(Object.entries(budgets))('the %s weighs at most %i KiB', (name, budget) => {
  const files = weighed[name as keyof typeof budgets];
  console.log(`${name}: ${(total(files) / 1024).toFixed(1)} of ${budget} KiB`);
  expect(total(files), table(name, files, budget)).toBeLessThanOrEqual(budget * 1024);
});

test('the page loads no tfjs', () => {
  expect(
    weighed.page.filter(({ file }) => weighed.worker.some((other) => other.file === file && other.bytes > 20_000)),
  ).toEqual([]);
});
