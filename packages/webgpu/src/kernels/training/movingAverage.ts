// internal: the moving averages of batch normalization
import { attributesAs, MovingAverage, type MovingAverageAttributes, requireShape } from '@kindling/core';
import type { Replacement } from '../adapter/replacement.ts';

export const movingAverage: readonly Replacement[] = [
  {
    name: MovingAverage,
    compute({ moving, now }, params, gpu) {
      requireShape(MovingAverage, { now: now! }, moving!.shape);
      const { momentum } = attributesAs<MovingAverageAttributes>(params);
      return gpu.run({
        name: MovingAverage,
        output: { shape: moving!.shape, dtype: 'float32' },
        inputs: { moving: moving!, now: now! },
        uniforms: {},
        floats: { momentum, rest: 1 - momentum },
        code: `fn valueAt(index : i32) -> f32 {
          return f32(moving[index]) * uniforms.momentum + f32(now[index]) * uniforms.rest;
        }`,
      });
    },
  },
];
