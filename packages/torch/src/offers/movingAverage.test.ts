import { MovingAverage, movingAverage } from '@kindling/core';
import { input } from '@tests/kit';
import { testOffered } from '../../testing/offered.ts';
import { onTorch } from '../../testing/onTorch.ts';

onTorch('moving averages', () => {
  testOffered('movingAverage', {
    kernels: [MovingAverage],
    run: (moving, now) => movingAverage({ moving: moving!, now: now! }, { momentum: 0.99 }),
    cases: [
      [input(7), input(7)],
      [input(2, 3), input(2, 3)],
    ],
    tolerance: 1e-6,
  });
});
