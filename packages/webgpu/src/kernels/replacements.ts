// internal: all kernels of ours in the place of tfjs's
import type { KernelConfig } from '@tensorflow/tfjs-core';

/** By the name of the kernel; `backendName` is given where they are put in. */
export const replacements: readonly Omit<KernelConfig, 'backendName'>[] = [];
