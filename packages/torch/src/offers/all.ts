// internal: the kernels of `@kindling/core` on PyTorch
import type { TorchKernel } from '../kernel.ts';

export const offers: readonly TorchKernel[] = [];
