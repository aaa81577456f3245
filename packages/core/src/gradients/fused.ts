// internal: part of the gradients in needed.ts and further.ts
import type { GradConfig } from '@tensorflow/tfjs-core';
import { batchNormGradient } from '../kernels/batchNorm.ts';
import { movingAverageGradient } from '../kernels/movingAverage.ts';
import { reluGradGradient } from '../kernels/reluGrad.ts';
import { softmaxCrossEntropyGradient } from '../kernels/softmaxCrossEntropy.ts';

/** Of the kernels that do several operations in one. */
export const fused: readonly GradConfig[] = [
  batchNormGradient,
  softmaxCrossEntropyGradient,
  reluGradGradient,
  movingAverageGradient,
];
