import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { chain } from '../chain.ts';
import { trace } from './trace.ts';

const along = (nesterov: boolean) =>
  takeSteps(chain({ kind: 'own', learningRate: 1 }, trace({ momentum: 0.5, nesterov })), [0], [[1], [1], [1]]);

test('each step carries half of the one before', async () => {
  expect(await along(false)).toEqual([-(1 + 1.5 + 1.75)]);
});

test('with nesterov it is half of this step that is taken ahead', async () => {
  expect(await along(true)).toEqual([-(1.5 + 1.75 + 1.875)]);
});

test('a momentum of 1 would never come to rest', () => {
  expect(() => trace({ momentum: 1 })).toThrow('trace: momentum must be at least 0 and below 1, got 1');
});
