import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { asFloat, meanOverRest, requireLabels, requireSameShape } from './shapes.ts';

test('what is float32 already is not copied', () => {
  const target = tensor([1, 2]);
  expect(asFloat(target)).toBe(target);
  expect(asFloat(tensor([true, false])).dtype).toBe('float32');
});

test('one number a sample is its own mean', () => {
  const values = tensor([1, 2]);
  expect(meanOverRest(values)).toBe(values);
});

test('a remedy of the caller stands in place of the general one', () => {
  expect(() => requireSameShape('a', tensor([1]), tensor([[1]]), '; do this')).toThrow('got [1]; do this');
  expect(() => requireSameShape('a', tensor([1]), tensor([[1, 2]]))).toThrow(/got \[1\]$/);
});

test('labels follow all axes but the last', () => {
  const prediction = tensor(new Float32Array(24), [2, 3, 4]);
  expect(() => requireLabels('a', tensor(new Int32Array(6), [2, 3]), prediction)).not.toThrow();
  expect(() => requireLabels('a', tensor(new Int32Array(6), [3, 2]), prediction)).toThrow(
    'the shape [2, 3], got [3, 2]',
  );
});
