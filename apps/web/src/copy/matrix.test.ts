import { expect, test } from 'vitest';
import { matrixCopy } from './matrix.ts';

test('a matrix says the epoch or the step that it is of', () => {
  expect(matrixCopy.when(3, undefined)).toBe('epoch 3');
  expect(matrixCopy.when(1, 1203)).toBe('step 1,203');
  expect(matrixCopy.caption(1, undefined)).toMatch(/^Confusion matrix after 1 epoch:/);
  expect(matrixCopy.caption(0, 1)).toMatch(/^Confusion matrix after 1 step:/);
  expect(matrixCopy.plotTitle(2, 400)).toBe('Confusion matrix, step 400');
});
