import { expect, test } from 'vitest';
import { verdictOf, verdictOfAll } from './verdict.ts';

test('what is off by the tolerance or more, or NaN, is wrong', async () => {
  expect(await verdictOf(async () => 0.9e-5, 1e-5)).toBe('yes');
  expect(await verdictOf(async () => 1e-5, 1e-5)).toBe('wrong');
  expect(await verdictOf(async () => Number.NaN, 1e-5)).toBe('wrong');
});

test('what throws is told apart: no kernel, no gradient, or a failure', async () => {
  const verdict = (message: string) => verdictOf(() => Promise.reject(new Error(message)), 1);
  expect(await verdict("Kernel 'Erf' not registered for backend 'wasm'")).toBe('no kernel Erf');
  expect(await verdict('gradient of Conv2D: wasm has no kernel Conv2DBackpropFilter; call install()')).toBe(
    'no kernel Conv2DBackpropFilter',
  );
  expect(await verdict('Cannot compute gradient: gradient function not found for Erf.')).toBe('no gradient');
  expect(await verdict('x.reshape is not a function')).toBe('fails');
});

test('several are right where each of them is', () => {
  expect(verdictOfAll(['yes', 'yes'])).toBe('yes');
  expect(verdictOfAll(['yes', 'wrong', 'fails'])).toBe('wrong');
  expect(verdictOfAll([])).toBe('yes');
});
