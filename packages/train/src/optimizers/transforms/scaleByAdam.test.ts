import '@tensorflow/tfjs-backend-cpu';
import { draws, takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { chain } from '../chain.ts';
import { scaleByAdam } from './scaleByAdam.ts';

test.each([{}, { beta1: 0.5, beta2: 0.9, epsilon: 0.1 }, { beta1: 0, beta2: 0 }])(
  'the sums that it keeps give the steps of the averages that the paper writes (%o)',
  async (options) => {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
    const draw = draws(1);
    const gradients = Array.from({ length: 30 }, () => [draw() - 0.5, 100 * draw(), 1e-3 * draw()]);
    const expected = [1, 1, 1].map((start, i) => {
      let [p, m, v] = [start, 0, 0];
      gradients.forEach((gradient, step) => {
        const g = gradient[i]!;
        m = beta1 * m + (1 - beta1) * g;
        v = beta2 * v + (1 - beta2) * g * g;
        p -= (0.01 * Math.sqrt(1 - beta2 ** (step + 1)) * m) / (1 - beta1 ** (step + 1)) / (Math.sqrt(v) + epsilon);
      });
      return p;
    });
    const found = await takeSteps(
      chain({ kind: 'own', learningRate: 0.01 }, scaleByAdam(options)),
      [1, 1, 1],
      gradients,
    );
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 5);
    });
  },
);
