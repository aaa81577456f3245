import '@tensorflow/tfjs-backend-cpu';
import { scalar, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { clipByNorm } from './clipByNorm.ts';

const clip = async (norm: number, ...gradients: readonly number[][]): Promise<number[][]> => {
  const updates = Object.fromEntries(gradients.map((values, i) => [`w${i}`, tensor1d(values)]));
  const flow = clipByNorm(norm).update({ params: updates, updates }, { slots: {}, scalars: { norm: scalar(norm) } });
  return Promise.all(Object.values(flow.updates).map(async (update) => [...(await update.data())]));
};

test('each gradient is shortened by itself', async () => {
  const [[a, b], [c]] = (await clip(1, [3, -4], [0.5])) as [[number, number], [number]];
  expect(a).toBeCloseTo(0.6, 6);
  expect(b).toBeCloseTo(-0.8, 6);
  expect(c).toBe(0.5);
});

test('a gradient of zeros stays zero', async () => {
  expect(await clip(1, [0, 0])).toEqual([[0, 0]]);
});

test('a norm must be above 0', () => {
  expect(() => clipByNorm(0)).toThrow('clipByNorm: norm must be a number above 0, got 0');
});
