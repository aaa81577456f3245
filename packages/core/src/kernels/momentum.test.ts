import { input, stepSamples, testKernel } from '@tests/kit';
import { momentumStep } from './momentum.ts';

for (const nesterov of [false, true]) {
  testKernel(`momentum, nesterov ${nesterov}`, {
    ...stepSamples(momentumStep, { learningRate: 0.1, momentum: 0.9 }, { nesterov }),
    cases: [
      [input(5, 7), input(5, 7), input(5, 7), input(3), input(3), input(3)],
      [input(1), input(1), input(1), input(2, 2, 33), input(2, 2, 33), input(2, 2, 33)],
    ],
  });
}
