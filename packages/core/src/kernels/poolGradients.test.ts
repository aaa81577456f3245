import { avgPool, type Tensor4D } from '@tensorflow/tfjs-core';
import { input, testKernel, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { hasRightPoolGradients, PoolGradients } from './poolGradients.ts';

testKernel('the gradient of an average over windows that are cut', {
  kernels: [PoolGradients],
  run: (x) => avgPool(x as Tensor4D, 2, 2, 'same'),
  cases: [[input(1, 3, 3, 2)]],
});

test('the marker counts where the backend in use has it', async () => {
  await useBackend('kernels');
  expect(hasRightPoolGradients()).toBe(true);
  await useBackend('cpu');
  expect(hasRightPoolGradients()).toBe(false);
});
