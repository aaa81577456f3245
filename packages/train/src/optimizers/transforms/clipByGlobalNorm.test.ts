import '@tensorflow/tfjs-backend-cpu';
import { scalar, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { clipByGlobalNorm } from './clipByGlobalNorm.ts';

const clip = async (norm: number, ...gradients: readonly number[][]): Promise<number[][]> => {
  const updates = Object.fromEntries(gradients.map((values, i) => [`w${i}`, tensor1d(values)]));
  const flow = clipByGlobalNorm(norm).update(
    { params: updates, updates },
    { slots: {}, scalars: { norm: scalar(norm) } },
  );
  return Promise.all(Object.values(flow.updates).map(async (update) => [...(await update.data())]));
};

test('gradients whose norm together is too long are scaled alike', async () => {
  const [[a], [b, c]] = (await clip(1, [2], [3, 6])) as [[number], [number, number]]; // norm 7
  expect([a, b, c].map((value) => value.toFixed(6))).toEqual([2 / 7, 3 / 7, 6 / 7].map((value) => value.toFixed(6)));
});

test('short ones stay as they are', async () => {
  expect(await clip(10, [2], [3, 6])).toEqual([[2], [3, 6]]);
  expect(await clip(10, [0], [0, 0])).toEqual([[0], [0, 0]]);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a single %s makes all of them NaN', async (value) => {
  expect(await clip(1, [2], [value, 6])).toEqual([[Number.NaN], [Number.NaN, Number.NaN]]);
});
