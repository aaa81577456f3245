import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { adam } from './adam.ts';
import { adamW } from './adamW.ts';

test('weights decay where there is no gradient, and where there is one as well', async () => {
  const learningRate = 0.5;
  expect(await takeSteps(adamW({ learningRate, weightDecay: 0.5 }), [16], [[0], [0]])).toEqual([9]);
  const [plain] = await takeSteps(adam({ learningRate }), [16], [[3]]);
  const [decayed] = await takeSteps(adamW({ learningRate, weightDecay: 0.5 }), [16], [[3]]);
  expect(plain! - decayed!).toBeCloseTo(4, 5);
});

test('its decay is 0.004 unless told otherwise', async () => {
  expect((await takeSteps(adamW({ learningRate: 1 }), [1000], [[0]]))[0]).toBeCloseTo(996, 3);
});
