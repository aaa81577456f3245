import { input, positive, stepSamples, testKernel } from '@tests/kit';
import { rmspropStep } from './rmsprop.ts';

for (const inPlace of [false, true]) {
  testKernel(`RMSprop, in place ${inPlace}`, {
    ...stepSamples(rmspropStep, { rho: 0.9, rate: 0.01, epsilon: 1e-6 }, { inPlace }),
    cases: [
      [input(5, 7), input(5, 7), positive(5, 7), input(3), input(3), positive(3)],
      [input(1), input(1), positive(1), input(2, 2, 33), input(2, 2, 33), positive(2, 2, 33)],
    ],
  });
}
