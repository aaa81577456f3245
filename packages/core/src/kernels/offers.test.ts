import { KernelBackend, registerBackend, registerKernel, setBackend, unregisterKernel } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { offers } from './offers.ts';

test('a kernel counts where it is registered for the backend in use', async () => {
  registerBackend('plain', () => new KernelBackend());
  await setBackend('plain');
  const kernelFunc = () => [];
  registerKernel({ kernelName: 'Square', backendName: 'elsewhere', kernelFunc });
  expect(offers('Square')).toBe(false);
  registerKernel({ kernelName: 'Square', backendName: 'plain', kernelFunc });
  expect(offers('Square')).toBe(true);
  unregisterKernel('Square', 'plain');
  expect(offers('Square')).toBe(false);
});
