import { optimizerNames } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { optimizerHints, rateHint, train } from './train.ts';

test('a rate is written out where the field has it in powers of ten', () => {
  expect(rateHint(5e-4)).toBe('5e-4 = 0.0005, the step size');
  expect(rateHint(1.5e-5)).toBe('1.5e-5 = 0.000015, the step size');
  expect(rateHint(0.05)).toBe('the step size');
});

test.each(optimizerNames)('%s is explained', (name) => expect(optimizerHints[name].length).toBeGreaterThan(10));

test('the button says what it begins', () => {
  expect(train(10, 4.1, false)).toBe('Train 10 epochs, 4.1 s');
  expect(train(10, undefined, true)).toBe('Train again');
});
