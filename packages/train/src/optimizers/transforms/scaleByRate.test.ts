import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { chain } from '../chain.ts';
import { scaleByRate } from './scaleByRate.ts';

test('a step is as long as the rate of that step says', async () => {
  const halving = chain({ kind: 'own', learningRate: (step) => 0.5 ** step }, scaleByRate());
  expect(await takeSteps(halving, [0], [[8], [8], [8]])).toEqual([-14]);
});
