import { MovingAverage, movingAverage } from '@kindling/core';
import { input } from '../expectGradient.ts';
import { testOffered } from './testOffered.ts';

/** Moving averages, on the backend in use. */
export const testMovingAverage = (): void => {
  testOffered('movingAverage', {
    kernels: [MovingAverage],
    run: (moving, now) => movingAverage({ moving: moving!, now: now! }, { momentum: 0.99 }),
    cases: [
      [input(7), input(7)],
      [input(2, 3), input(2, 3)],
    ],
    tolerance: 1e-6,
  });
};
