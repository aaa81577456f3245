import '@tensorflow/tfjs-backend-cpu';
import { sub, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { meanSquaredError } from './meanSquaredError.ts';
import { type LossName, resolveLoss } from './resolve.ts';

test.each([
  ['mse', 'meanSquaredError'],
  ['mean_absolute_error', 'meanAbsoluteError'],
  ['crossentropy', 'categoricalCrossentropy'],
  ['sparse_categorical_crossentropy', 'sparseCategoricalCrossentropy'],
  ['bce', 'binaryCrossentropy'],
  ['MeanSquaredError', 'meanSquaredError'],
  ['MeanAbsoluteError', 'meanAbsoluteError'],
  ['BinaryCrossentropy', 'binaryCrossentropy'],
  ['CategoricalCrossentropy', 'categoricalCrossentropy'],
  ['SparseCategoricalCrossentropy', 'sparseCategoricalCrossentropy'],
] as const)('%s is %s', (name, kind) => {
  expect(resolveLoss('compile', name).kind).toBe(kind);
});

test('an unknown name is refused with the nearest known one', () => {
  expect(() => resolveLoss('compile', 'meanSquareError' as LossName)).toThrow(
    'compile: unknown loss "meanSquareError"; did you mean "meanSquaredError"?',
  );
  expect(() => resolveLoss('compile', 'toString' as LossName)).toThrow('compile: unknown loss "toString"');
});

test('a loss stands for itself', () => {
  const loss = meanSquaredError();
  expect(resolveLoss('compile', loss)).toBe(loss);
});

test('a function becomes a loss of its name', async () => {
  const signedError = resolveLoss('compile', function signed(target, prediction) {
    return sub(prediction, target);
  });
  expect(signedError.kind).toBe('signed');
  expect([...(await signedError.perSample(tensor([1]), tensor([3])).data())]).toEqual([2]);
});

test('a loss that was not called is told so', () => {
  expect(() => resolveLoss('compile', meanSquaredError as never)).toThrow(
    'compile: loss must be called, meanSquaredError(), or named, "meanSquaredError"',
  );
});

test.each([undefined, null, 3, {}])('%s is not a loss', (given) => {
  expect(() => resolveLoss('compile', given as never)).toThrow(
    'compile: loss must be a name such as "meanSquaredError"',
  );
});
