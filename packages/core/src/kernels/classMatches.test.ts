import '@tensorflow/tfjs-backend-cpu';
import { testKernel } from '@tests/kit';
import { ClassMatches, classMatches } from './classMatches.ts';

const rows = (...values: number[][]) => ({ shape: [values.length, values[0]!.length], values: values.flat() });
const { NaN: none } = Number;

testKernel('classMatches', {
  kernels: [ClassMatches],
  run: (y, prediction) => classMatches({ y: y!, prediction: prediction! }),
  cases: [
    [rows([0, 1, 0], [1, 0, 0], [0.2, 0.2, 0.1], [0, 0, 1]), rows([0.1, 0.8, 0.1], [0, 1, 1], [1, 1, 0], [none, 0, 1])],
    [rows([0, 0], [none, 1], [0, 1], [-1, -2]), rows([1, 0], [0, 1], [-3, -2], [1, 0])],
  ],
  differentiable: false,
  tolerance: 0,
});
