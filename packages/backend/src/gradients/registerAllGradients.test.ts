import {
  getGradient,
  grad,
  maxPool,
  ones,
  registerGradient,
  type Tensor4D,
  unregisterGradient,
} from '@tensorflow/tfjs-core';
import { useBackend } from '@tests/kit';
import { beforeAll, expect, test } from 'vitest';
import { registerAllGradients } from './registerAllGradients.ts';

beforeAll(() => useBackend('cpu'));

test('every operation can be differentiated until the undo', async () => {
  const slope = grad((x) => maxPool(x as Tensor4D, 2, 2, 'valid'));
  const x = ones([1, 2, 2, 1]);
  expect(() => slope(x)).toThrow('gradient function not found for MaxPool');
  const undo = registerAllGradients();
  expect((await slope(x).data()).length).toBe(4);
  undo();
  undo();
  expect(() => slope(x)).toThrow('gradient function not found for MaxPool');
});

test("someone else's gradients stay", () => {
  const own = { kernelName: 'Square', gradFunc: () => ({}) };
  registerGradient(own);
  registerAllGradients()();
  expect(getGradient('Square')).toBe(own);
  unregisterGradient('Square');
});
