// internal: the kernels of `@kindling/core` on PyTorch
import type { TorchKernel } from '../kernel.ts';
import { adam } from './adam.ts';
import { batchNorm } from './batchNorm.ts';
import { classMatches } from './classMatches.ts';
import { matMulMarker } from './matMul.ts';
import { movingAverage } from './movingAverage.ts';
import { reluGrad } from './reluGrad.ts';
import { softmaxCrossEntropy } from './softmaxCrossEntropy.ts';
import { uniform } from './uniform.ts';

export const offers: readonly TorchKernel[] = [
  adam,
  ...batchNorm,
  classMatches,
  matMulMarker,
  movingAverage,
  reluGrad,
  ...softmaxCrossEntropy,
  uniform,
];
