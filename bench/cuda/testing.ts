// Stands in for vitest where there is none: what `testBackend` of @tests/kit asks of it. pack.mjs puts it there.
import { deepStrictEqual, match, notStrictEqual, strictEqual } from 'node:assert';
import type { Checks } from './checks.ts';

type Work = () => unknown;

interface Collected {
  readonly title: string;
  readonly run: Work;
}

const collected: Collected[] = [];
const titles: string[] = [];

export const describe = (title: string, collect: Work): void => {
  titles.push(title);
  collect();
  titles.pop();
};

export const test = (title: string, run: Work): void => {
  collected.push({ title: [...titles, title].join(', '), run });
};

export const expect = (actual: unknown) => ({
  toBe: (expected: unknown) => strictEqual(actual, expected),
  toEqual: (expected: unknown) => deepStrictEqual(actual, expected),
  toMatch: (expected: RegExp) => match(String(actual), expected),
  not: { toBe: (expected: unknown) => notStrictEqual(actual, expected) },
});

/** Runs what was described, one after the other. */
export const runTests = async ({ check }: Pick<Checks, 'check'>): Promise<void> => {
  for (const { title, run } of collected.splice(0)) {
    try {
      await run();
      check(true, title);
    } catch (error) {
      check(false, `${title}: ${String(error).split('\n')[0]}`);
    }
  }
};
