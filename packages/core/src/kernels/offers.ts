import { getBackend, getKernel } from '@tensorflow/tfjs-core';

/** Whether the backend in use has a kernel of this name. */
export const offers = (kernel: string): boolean => getKernel(kernel, getBackend()) !== undefined;
