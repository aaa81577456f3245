import '@tensorflow/tfjs-backend-cpu';
import { draws, takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { chain } from '../chain.ts';
import { scaleByDeviation } from './scaleByDeviation.ts';

test('the sums that it keeps give the steps of the deviation from the mean gradient', async () => {
  const [rho, epsilon] = [0.8, 0.01];
  const draw = draws(1);
  const gradients = Array.from({ length: 30 }, () => [draw() - 0.5, 3 + draw()]);
  const expected = [1, 1].map((start, i) => {
    let [p, v, mean] = [start, 0, 0];
    for (const gradient of gradients) {
      v = rho * v + (1 - rho) * gradient[i]! ** 2;
      mean = rho * mean + (1 - rho) * gradient[i]!;
      p -= (0.01 * gradient[i]!) / Math.sqrt(v - mean ** 2 + epsilon);
    }
    return p;
  });
  const optimizer = chain({ kind: 'own', learningRate: 0.01 }, scaleByDeviation({ rho, epsilon }));
  (await takeSteps(optimizer, [1, 1], gradients)).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 4);
  });
});
