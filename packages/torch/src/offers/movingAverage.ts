// internal: the moving averages of batch normalization
import { MovingAverage, type MovingAverageAttributes, requireShape } from '@kindling/core';
import { kernel } from '../kernel.ts';

export const movingAverage = kernel<'moving' | 'now', MovingAverageAttributes>(
  MovingAverage,
  ({ moving, now }, { momentum }, torch) => {
    requireShape(MovingAverage, { now }, moving.shape);
    const stays = torch.mul(torch.input(moving), torch.constant(momentum));
    return torch.output(torch.addScaled(stays, torch.input(now), 1 - momentum), moving.shape, 'float32');
  },
);
