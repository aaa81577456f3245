import { getKernel, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { registerKernels } from './registerKernels.ts';

const kernel = (kernelName: string): KernelConfig => ({ kernelName, backendName: 'webgpu', kernelFunc: () => [] });

test("a kernel stands over tfjs's until the undo, and a new one goes", () => {
  const stock = kernel('Stocked');
  registerKernel(stock);
  const ours = kernel('Stocked');
  const undo = registerKernels('webgpu', [ours, kernel('Fresh')]);
  expect(getKernel('Stocked', 'webgpu').kernelFunc).toBe(ours.kernelFunc);
  expect(getKernel('Fresh', 'webgpu')).toBeDefined();
  undo();
  undo();
  expect(getKernel('Stocked', 'webgpu')).toBe(stock);
  expect(getKernel('Fresh', 'webgpu')).toBeUndefined();
  unregisterKernel('Stocked', 'webgpu');
});

test("somebody else's kernel over ours is left alone", () => {
  const undo = registerKernels('webgpu', [kernel('Fresh')]);
  const other = kernel('Fresh');
  unregisterKernel('Fresh', 'webgpu');
  registerKernel(other);
  undo();
  expect(getKernel('Fresh', 'webgpu')).toBe(other);
  unregisterKernel('Fresh', 'webgpu');
});
