import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { adam } from './adam.ts';

test('the first step is as long as the rate, however long the gradient', async () => {
  const [small, large, none] = await takeSteps(adam({ learningRate: 0.1 }), [0, 0, 0], [[0.1, -1e4, 0]]);
  expect(small).toBeCloseTo(-0.1, 4);
  expect(large).toBeCloseTo(0.1, 6);
  expect(none).toBe(0);
});
