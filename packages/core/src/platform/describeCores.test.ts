import { expect, test } from 'vitest';
import { describeCores } from './describeCores.ts';

test('cores are counted and named as far as they are known', () => {
  expect(describeCores(1, 8, ' Apple   M2 ')).toBe('1 of 8 CPU cores (Apple M2)');
  expect(describeCores(4, 4, '')).toBe('4 CPU cores');
  expect(describeCores(1, 1)).toBe('1 CPU core');
  expect(describeCores(8, 4)).toBe('4 CPU cores');
});
