import { input, testKernel } from '@tests/kit';
import { MovingAverage, movingAverage } from './movingAverage.ts';

testKernel('movingAverage', {
  kernels: [MovingAverage],
  run: (moving, now) => movingAverage({ moving: moving!, now: now! }, { momentum: 0.99 }),
  cases: [
    [input(7), input(7)],
    [input(2, 3), input(2, 3)],
  ],
  tolerance: 0,
});
