// internal: puts kernels of ours into tfjs's registry, over its own
import { getKernel, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

const backendName = 'webgpu';

/** Registers the kernels, and gives the undo, which brings tfjs's own back. */
export const register = (kernels: readonly Omit<KernelConfig, 'backendName'>[]): (() => void) => {
  const undos = kernels.map(registerOne);
  return () => {
    for (const undo of undos.splice(0)) undo();
  };
};

const registerOne = (kernel: Omit<KernelConfig, 'backendName'>): (() => void) => {
  const name = kernel.kernelName;
  const stock = getKernel(name, backendName);
  if (stock !== undefined) unregisterKernel(name, backendName);
  const config: KernelConfig = { ...kernel, backendName };
  registerKernel(config);
  return () => {
    if (getKernel(name, backendName) !== config) return;
    unregisterKernel(name, backendName);
    if (stock !== undefined) registerKernel(stock);
  };
};
