import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { relu } from './relu.ts';

test('y = max(x, 0)', async () => {
  expect(Array.from(await relu(tensor1d([-2, 0, 3])).data())).toEqual([0, 0, 3]);
});
