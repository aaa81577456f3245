import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { leakyRelu } from './leakyRelu.ts';

test('y = x above 0, else 0.2 x', async () => {
  expect(Array.from(await leakyRelu(tensor1d([-2, 0, 3])).data())).toEqual([Math.fround(-0.4), 0, 3]);
});
