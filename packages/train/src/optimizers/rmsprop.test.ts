import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { rmsprop } from './rmsprop.ts';

const first = async (options: Parameters<typeof rmsprop>[0]) =>
  (await takeSteps(rmsprop({ learningRate: 0.1, rho: 0.75, epsilon: 0, ...options }), [0], [[5]]))[0];

test('the first step is the rate over √(1 - ρ), or over √(ρ (1 - ρ)) where it is centered', async () => {
  expect(await first({})).toBeCloseTo(-0.1 / 0.5, 6);
  expect(await first({ centered: true })).toBeCloseTo(-0.1 / Math.sqrt(0.75 * 0.25), 6);
});
