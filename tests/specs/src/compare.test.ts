import { expect, test } from 'vitest';
import { byMissingKernel, compare } from './compare.ts';
import type { Outcome } from './outcome.ts';

const passed = (name: string): Outcome => ({ name, status: 'passed', messages: [] });
const failed = (name: string, ...messages: string[]): Outcome => ({ name, status: 'failed', messages });

test('a spec counts as passing as published only where it passes in every run', () => {
  const found = compare(
    [
      [passed('a'), passed('b')],
      [passed('a'), failed('b', 'by chance')],
    ],
    [passed('a'), failed('b')],
  );
  expect(found.passed).toEqual(['a']);
  expect(found.lost.size).toBe(0);
  expect(found.failed.get('b')).toEqual(['by chance']);
});

test('a spec that fails only with the kernels is lost, and so is one that does not run or breaks a suite', () => {
  const { lost } = compare([[passed('a'), passed('b')]], [failed('a', 'off by one'), failed('suite c', 'no thread')]);
  expect(Object.fromEntries(lost)).toEqual({ a: ['off by one'], b: ['it did not run'], 'suite c': ['no thread'] });
});

test('a spec that passes only with the kernels is gained', () => {
  expect(compare([[failed('a'), failed('b')]], [passed('a'), failed('b')]).gained).toEqual(['a']);
});

test('specs that fail as published are grouped by the kernel that they name as missing', () => {
  const lack = "Error: Kernel 'Einsum' not registered for backend 'wasm'";
  const found = compare([[failed('a', lack), failed('b', 'wrong'), failed('c', 'first', lack)]], []);
  expect(Object.fromEntries(byMissingKernel(found))).toEqual({ Einsum: ['a', 'c'], undefined: ['b'] });
});
