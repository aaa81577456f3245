// internal: part of the gradients in needed.ts and further.ts
import type { GradConfig } from '@tensorflow/tfjs-core';
import { reluGradGradient } from '../kernels/reluGrad.ts';
import { softmaxCrossEntropyGradient } from '../kernels/softmaxCrossEntropy.ts';

/** Of the kernels that do several operations in one; those of batch normalization bring their own. */
export const fused: readonly GradConfig[] = [softmaxCrossEntropyGradient, reluGradGradient];
