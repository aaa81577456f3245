import '@tensorflow/tfjs-backend-cpu';
import { draws, takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { chain } from '../chain.ts';
import { scaleByRms } from './scaleByRms.ts';

test('the sum that it keeps gives the steps of the mean square', async () => {
  const [rho, epsilon] = [0.8, 0.01];
  const draw = draws(1);
  const gradients = Array.from({ length: 30 }, () => [draw() - 0.5, 100 * draw()]);
  const expected = [1, 1].map((start, i) => {
    let [p, v] = [start, 0];
    for (const gradient of gradients) {
      v = rho * v + (1 - rho) * gradient[i]! ** 2;
      p -= (0.01 * gradient[i]!) / Math.sqrt(v + epsilon);
    }
    return p;
  });
  const optimizer = chain({ kind: 'own', learningRate: 0.01 }, scaleByRms({ rho, epsilon }));
  (await takeSteps(optimizer, [1, 1], gradients)).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 5);
  });
});
