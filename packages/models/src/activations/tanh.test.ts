import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { tanh } from './tanh.ts';

test('y = (exp(x) - exp(-x)) / (exp(x) + exp(-x)), also where the exponential is none', async () => {
  const x = [-1e3, -2, 0, 3, 1e3];
  for (const [i, y] of (await tanh(tensor1d(x)).data()).entries()) expect(y).toBeCloseTo(Math.tanh(x[i]!), 6);
});
