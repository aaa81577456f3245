import '@tensorflow/tfjs-backend-cpu';
import { scalar } from '@tensorflow/tfjs-core';
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
  expect(() => moments()).toThrow('moments: x must be a host array, got undefined; hostArray(data, shape) makes one');
  const read = scalar(1);
  // @ts-expect-error a tensor has to be read
  expect(() => moments(read)).toThrow('got Tensor; read it back: hostArray(await x.data(), x.shape)');
  read.dispose();
});

test('numbers that are not finite are refused', () => {
  const x = hostArray(Float32Array.of(1, 2, 3, Number.NaN), [2, 2]);
  expect(() => moments(x)).toThrow('moments: x must hold finite numbers, got NaN in channel 1');
});
