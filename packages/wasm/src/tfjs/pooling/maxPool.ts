// internal: tfjs's greatest number of each window, and its gradient
import { MaxPool, MaxPoolGrad } from '@tensorflow/tfjs-core';
import { emitMaxPool, emitMaxPoolGradient } from '../../kernels/pooling/maxPool.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { pool, poolGradient } from './pool.ts';

export const maxPool: readonly Replacement[] = [
  pool(MaxPool, emitMaxPool),
  poolGradient(MaxPoolGrad, emitMaxPoolGradient, true),
];
