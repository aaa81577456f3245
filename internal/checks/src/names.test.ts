import { expect, test } from 'vitest';
import { closest, unknownName } from './names.ts';

const losses = ['meanSquaredError', 'mse', 'categoricalCrossentropy'];

test('the nearest known name is found whatever its case and separators', () => {
  expect(closest('meanSquareError', losses)).toBe('meanSquaredError');
  expect(closest('Mean_Squared_Error', losses)).toBe('meanSquaredError');
  expect(closest('hinge', losses)).toBeUndefined();
  expect(closest('x'.repeat(1e6), losses)).toBeUndefined();
});

test('an unknown name is shown with what was meant and what there is', () => {
  expect(unknownName('compile', 'loss', 'mze', losses).message).toBe(
    'compile: unknown loss "mze"; did you mean "mse"? Known: meanSquaredError, mse, categoricalCrossentropy',
  );
  expect(unknownName('compile', 'loss', undefined, ['mse']).message).toBe(
    'compile: unknown loss undefined. Known: mse',
  );
});
