import '@tensorflow/tfjs-backend-cpu';
import { tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { linear } from './linear.ts';

test('y = x, the very tensor', () => {
  const x = tensor1d([-2, 0, 3]);
  expect(linear(x)).toBe(x);
});
