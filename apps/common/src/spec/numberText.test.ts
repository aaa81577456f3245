import { expect, test } from 'vitest';
import { numberText } from './numberText.ts';

test.each([
  [5e-4, '5e-4'],
  [1e-7, '1e-7'],
  [0.1, '0.1'],
  [0.01, '0.01'],
  [0.05, '0.05'],
  [1000, '1000'],
  [0.00123456789, '0.00123456789'],
])('%d is written as %s, and reads back', (value, text) => {
  expect(numberText(value)).toBe(text);
  expect(Number(text)).toBe(value);
});
