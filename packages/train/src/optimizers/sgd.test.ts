import '@tensorflow/tfjs-backend-cpu';
import { takeSteps } from '@tests/kit';
import { expect, test } from 'vitest';
import { sgd } from './sgd.ts';

test('a parabola is descended to its bottom', async () => {
  const optimizer = sgd({ learningRate: 0.25 });
  let [w] = [8];
  for (let step = 0; step < 3; step++) [w] = (await takeSteps(optimizer, [w], [[2 * w]])) as [number];
  expect(w).toBe(1);
});

test('momentum gathers steps that were scaled by the rates of their time', async () => {
  const optimizer = sgd({ learningRate: (step) => (step === 0 ? 1 : 0), momentum: 0.5 });
  expect(await takeSteps(optimizer, [0], [[8], [8], [8]])).toEqual([-(8 + 4 + 2)]);
});
