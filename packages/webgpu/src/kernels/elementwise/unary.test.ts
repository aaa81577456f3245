import {
  acosh,
  asinh,
  atanh,
  cosh,
  elu,
  exp,
  expm1,
  log,
  log1p,
  logSigmoid,
  relu6,
  selu,
  sigmoid,
  sinh,
  softplus,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { expectAsOnCpu, onSoftwareGpu } from '../../../testing/onSoftwareGpu.ts';

const functions = {
  acosh,
  asinh,
  atanh,
  cosh,
  elu,
  exp,
  expm1,
  log,
  log1p,
  logSigmoid,
  relu6,
  selu,
  sigmoid,
  sinh,
  softplus,
};

const special = () => tensor1d([Number.NaN, Infinity, -Infinity, 0, 1, -1]);
const usual = () => tensor1d([0.5, -0.5, 2.5, -2.5, 7, -7, 14.5, -14.5, 1e-4, -1e-4, 20]);

onSoftwareGpu('functions of one number', () => {
  for (const [name, f] of Object.entries(functions)) {
    test(`${name} keeps NaN and infinities, and gives the numbers of cpu`, async () => {
      await expectAsOnCpu(() => f(special()), 'special');
      await expectAsOnCpu(() => f(usual()), 'usual', 2e-5);
    });
  }
});
