// internal: tfjs's mean of each window, and its gradient
import { AvgPool, AvgPoolGrad } from '@tensorflow/tfjs-core';
import { emitAveragePool, emitAveragePoolGradient } from '../../kernels/pooling/averagePool.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { pool, poolGradient } from './pool.ts';

export const averagePool: readonly Replacement[] = [
  pool(AvgPool, emitAveragePool),
  poolGradient(AvgPoolGrad, emitAveragePoolGradient, false),
];
