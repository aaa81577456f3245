import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { softmax } from './softmax.ts';

test('y = exp(x) over the sum of exponentials, also where those are none', async () => {
  const total = Math.exp(-2) + 1 + Math.E;
  const y = await softmax(tensor1d([-2, 0, 1])).data();
  for (const [i, x] of [-2, 0, 1].entries()) expect(y[i]).toBeCloseTo(Math.exp(x) / total, 6);
  expect(Array.from(await softmax(tensor1d([1e4, -1e4, 1e4])).data())).toEqual([0.5, 0, 0.5]);
});
