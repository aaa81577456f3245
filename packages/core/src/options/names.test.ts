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

test('of many names the first forty are listed', () => {
  const names = Array.from({ length: 1000 }, (_, i) => `dense_${i}`);
  const { message } = unknownName('model', 'layer', 'dense1_999', names);
  expect(message).toMatch(/^model: unknown layer "dense1_999"; did you mean "dense_1\d*"\? Known: dense_0, dense_1, /);
  expect(message).toMatch(/, dense_39, \.\.\. and 960 more$/);
  expect(unknownName('model', 'layer', 'x', names.slice(0, 40)).message).toMatch(/, dense_39$/);
});
