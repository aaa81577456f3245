import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build.mjs';
import { checksOf, failuresOf } from './vitest.mjs';

const file = (path: string, status: string, ...statuses: readonly string[]) => ({
  name: join(root, path),
  status,
  assertionResults: statuses.map((own) => ({ status: own })),
});

test('each test is a check of the workspace that its file lies in', () => {
  const files = [
    file('packages/data/src/x.test.ts', 'failed', 'passed', 'failed', 'pending', 'todo'),
    file('scripts/x.test.ts', 'passed', 'passed'),
  ];
  expect(checksOf(files, false)).toEqual([
    { owner: '@kindling/data', state: 'passed' },
    { owner: '@kindling/data', state: 'failed' },
    { owner: '@kindling/data', state: 'skipped' },
    { owner: '@kindling/data', state: 'skipped' },
    { owner: 'kindling', state: 'passed' },
  ]);
});

test('a file that could not be run is a failed check', () => {
  expect(checksOf([file('packages/viz/src/x.test.ts', 'failed')], false)).toEqual([
    { owner: '@kindling/viz', state: 'failed' },
  ]);
});

test('a run that failed outside every test, or had none, is a failed check', () => {
  const passed = file('packages/viz/src/x.test.ts', 'passed', 'passed');
  expect(checksOf([passed], false)).toContainEqual({ owner: 'kindling', state: 'failed' });
  expect(checksOf([], true)).toEqual([{ owner: 'kindling', state: 'failed' }]);
  expect(checksOf([passed], true)).toEqual([{ owner: '@kindling/viz', state: 'passed' }]);
});

test('of what vitest prints, the failures are shown', () => {
  expect(failuresOf(' ✓ a.test.ts\n⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯\n FAIL b')).toBe(
    '⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯\n FAIL b',
  );
  expect(failuresOf('something else')).toBe('something else');
});
