import { expect, test } from 'vitest';
import { hostArray } from '../host/hostArray.ts';
import { moments } from './moments.ts';

test('mean and deviation are taken for each index of the last axis', () => {
  const { mean, std } = moments(hostArray(new Uint8Array([1, 10, 3, 30]), [1, 2, 2]));
  expect(mean).toEqual([2, 20]);
  expect(std).toEqual([1, 10]);
});

test('a vector is one channel', () => {
  expect(moments(hostArray(new Float32Array([1, 2, 6]), [3]))).toEqual({ mean: [3], std: [Math.sqrt(14 / 3)] });
});

test('nothing has no mean', () => {
  expect(() => moments(hostArray(new Uint8Array(0), [0, 3]))).toThrow(
    'moments: there is nothing to average in the shape [0, 3]',
  );
});

test('what is not a host array is refused', () => {
  // @ts-expect-error an array is needed
  expect(() => moments()).toThrow('moments: x must be a host array, got undefined');
});
