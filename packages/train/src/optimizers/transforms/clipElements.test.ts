import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { chain } from '../chain.ts';
import { clipElements } from './clipElements.ts';

test('each number is held within the limit', async () => {
  const optimizer = chain({ kind: 'own', learningRate: 1 }, clipElements(0.5));
  expect(await takeSteps(optimizer, [0, 0, 0], [[3, -3, 0.25]])).toEqual([-0.5, 0.5, -0.25]);
});

test('a limit must be above 0', () => {
  expect(() => clipElements(-1)).toThrow('clipElements: limit must be a number above 0, got -1');
});
