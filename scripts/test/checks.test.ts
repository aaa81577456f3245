import { expect, test } from 'vitest';
import { type Check, closingLine, count, isGreen } from './checks.mjs';

const checks: readonly Check[] = [
  { owner: 'a', state: 'passed' },
  { owner: 'a', state: 'passed' },
  { owner: 'b', state: 'failed' },
  { owner: 'b', state: 'skipped' },
];

test('the closing line says what was counted, and names skipped tests only where there are some', () => {
  expect(closingLine(count(checks))).toBe('2 passed, 1 failed, 1 skipped');
  expect(closingLine(count(checks.slice(0, 2)))).toBe('2 passed, 0 failed');
});

test('a run is green when something passed and nothing failed', () => {
  expect(isGreen(count(checks))).toBe(false);
  expect(isGreen(count(checks.slice(0, 2)))).toBe(true);
  expect(isGreen(count([]))).toBe(false);
});
