// internal: every kernel of the backend
import type { TorchKernel } from '../kernel.ts';
import { offers } from '../offers/all.ts';
import { arithmetic } from './arithmetic.ts';

export const kernels: readonly TorchKernel[] = [...arithmetic, ...offers];
