import { expect, test } from 'vitest';
import { largest } from './answers.ts';
import { countsOf } from './guesses.ts';

test('counts stand by actual and predicted class', () => {
  expect(countsOf(Uint8Array.of(0, 1, 1, 2), Uint8Array.of(0, 2, 2, 0), 3)).toEqual([
    [1, 0, 0],
    [0, 0, 2],
    [1, 0, 0],
  ]);
});

test('the largest come first, equal ones in their order', () => {
  expect(largest([1, 3, 2, 3], 3)).toEqual([1, 3, 2]);
  expect(largest([1], 3)).toEqual([0]);
});
