import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('what the page loads later is no more than what it loads at once, and none of it is tfjs', () => {
  console.log(table('loaded later', weighed.later, budgets.page));
  expect(total(weighed.later), table('loaded later', weighed.later, budgets.page)).toBeLessThanOrEqual(60 * 1024);
  const folder = join(inject('site'), 'assets');
  const withTfjs = [...weighed.page, ...weighed.later].filter(({ file }) =>
    /registerKernel|kernelRegistry|tensorflow/i.test(
      readFileSync(join(folder, file), 'utf8').replace(/@tensorflow\/[\w-]+@/g, ''),
    ),
  );
  expect(withTfjs).toEqual([]);
});
