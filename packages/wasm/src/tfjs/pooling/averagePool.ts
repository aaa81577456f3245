// internal: tfjs's mean of each window, and its gradient
import { AvgPool, AvgPoolGrad } from '@tensorflow/tfjs-core';
import { emitAveragePool, emitAveragePoolGradient } from '../../kernels/pooling/averagePool.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { pool, poolGradient } from './pool.ts';

/** Either way: a window is divided by how many there are, and each tap added. */
const flops = { window: 1, tap: 1 };

export const averagePool: readonly Replacement[] = [
  pool(AvgPool, emitAveragePool, flops),
  poolGradient(AvgPoolGrad, emitAveragePoolGradient, false, flops),
];
