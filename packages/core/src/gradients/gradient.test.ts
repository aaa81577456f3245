import '@tensorflow/tfjs-backend-cpu';
import { memory, ones } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { flat, unbroadcast } from './gradient.ts';

test('what was broadcast is summed back to its shape', async () => {
  const dy = ones([2, 3, 4]);
  expect(await unbroadcast(dy, [3, 1]).array()).toEqual([[8], [8], [8]]);
  expect(await unbroadcast(dy, [1, 1, 4]).array()).toEqual([[[6, 6, 6, 6]]]);
  expect(await unbroadcast(dy, []).array()).toBe(24);
});

test('a gradient of the right shape is passed on as a tensor of its own', () => {
  const dy = ones([2, 1]);
  const before = memory().numTensors;
  const passed = unbroadcast(dy, [2, 1]);
  expect([passed.shape, memory().numTensors - before]).toEqual([[2, 1], 1]);
  passed.dispose();
  expect(dy.isDisposed).toBe(false);
});

test('a flat gradient is zero in the shape of each input, float32 whatever the input', async () => {
  const { a, b } = flat('Less', ['a', 'b']).gradFunc(ones([2]), [ones([2], 'bool'), ones([], 'int32')], {});
  expect([await a!().array(), a!().dtype, await b!().array(), b!().dtype]).toEqual([[0, 0], 'float32', 0, 'float32']);
});
