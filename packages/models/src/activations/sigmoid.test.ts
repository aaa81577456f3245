import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { sigmoid } from './sigmoid.ts';

test('y = 1 / (1 + exp(-x)), also where the exponential is none', async () => {
  const x = [-1e3, -2, 0, 3, 1e3];
  for (const [i, y] of (await sigmoid(tensor1d(x)).data()).entries())
    expect(y).toBeCloseTo(1 / (1 + Math.exp(-x[i]!)), 6);
});
