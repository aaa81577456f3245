import { profile } from '@tensorflow/tfjs-core';
import { testKernel, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { Uniform, uniform } from './uniform.ts';

for (const shape of [[256], [33, 31], [3]]) {
  testKernel(`uniform [${shape}]`, {
    kernels: [Uniform],
    run: () => uniform({ shape, key: [5, 0xfedcba98], draw: 3 }),
    cases: [[]],
    differentiable: false,
    tolerance: 0,
  });
}

test('a few numbers are made on the host, many by the kernel', async () => {
  await useBackend('kernels');
  const ran = async (shape: readonly number[]) =>
    (await profile(() => uniform({ shape, key: [1, 2], draw: 0 }))).kernelNames.includes(Uniform);
  expect([await ran([255]), await ran([256])]).toEqual([false, true]);
  await useBackend('cpu');
});
