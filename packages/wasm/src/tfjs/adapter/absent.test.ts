import { Complex, getKernel } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { absent } from './absent.ts';
import { register } from './registry.ts';

test('a kernel that the backend lacks is refused by its name, arguments and their dtypes', () => {
  const device = testDevice();
  const undo = register(absent, device, {
    run: (_name, kernel, call) => kernel(call),
    runStock: (_name, kernel, call) => kernel(call),
  });
  const real = device.tensor([1, 2], [2]);
  const kernel = getKernel(Complex, 'wasm')!;
  expect(() => kernel.kernelFunc({ inputs: { real, imag: real }, attrs: {}, backend: {} })).toThrow(
    'Complex: the wasm backend has no kernel for real float32 [2], imag float32 [2]',
  );
  undo();
  expect(getKernel(Complex, 'wasm')).toBeUndefined();
});
