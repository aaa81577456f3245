import { getBackend, getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/** Runs `use` with the backend in use as if it had none of these kernels. */
export const withoutKernels = async <T>(kernels: readonly string[], use: () => T | Promise<T>): Promise<T> => {
  const backend = getBackend();
  const taken = kernels.map((name) => getKernel(name, backend)).filter((config) => config !== undefined);
  for (const { kernelName } of taken) unregisterKernel(kernelName, backend);
  try {
    return await use();
  } finally {
    for (const config of taken) registerKernel(config); // the same object: it is by this that its owner takes it out
  }
};
