import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { chain } from '../chain.ts';
import { decayWeights } from './decayWeights.ts';

test('weights shrink by rate times decay, and the update is left as it is', async () => {
  const optimizer = chain({ kind: 'own', learningRate: 0.5 }, decayWeights(0.5));
  expect(await takeSteps(optimizer, [16], [[0], [0]])).toEqual([9]);
  expect(await takeSteps(optimizer, [16], [[2]])).toEqual([10]);
});
