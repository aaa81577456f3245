import { getKernel, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/**
 * Puts kernels into tfjs's registry, over those that the backend has of the same names.
 *
 * @param backend its name in tfjs
 * @returns the undo, which brings the others back; it leaves alone what somebody has put over ours since
 */
export const registerKernels = (
  backend: string,
  kernels: readonly Omit<KernelConfig, 'backendName'>[],
): (() => void) => {
  const undos = kernels.map((kernel) => registerOne({ ...kernel, backendName: backend }));
  return () => {
    for (const undo of undos.splice(0)) undo();
  };
};

const registerOne = (kernel: KernelConfig): (() => void) => {
  const { kernelName: name, backendName: backend } = kernel;
  const stock = getKernel(name, backend);
  if (stock !== undefined) unregisterKernel(name, backend);
  registerKernel(kernel);
  return () => {
    if (getKernel(name, backend) !== kernel) return;
    unregisterKernel(name, backend);
    if (stock !== undefined) registerKernel(stock);
  };
};
