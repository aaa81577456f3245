import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectAsOnCpu, found } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';

const functions = {
  acosh: tf.acosh,
  asinh: tf.asinh,
  atanh: tf.atanh,
  cosh: tf.cosh,
  elu: tf.elu,
  exp: tf.exp,
  expm1: tf.expm1,
  log: tf.log,
  log1p: tf.log1p,
  logSigmoid: tf.logSigmoid,
  relu6: tf.relu6,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sinh: tf.sinh,
  softplus: tf.softplus,
};

const special = () => tf.tensor1d([Number.NaN, Infinity, -Infinity, 0, 1, -1]);
const usual = () => tf.tensor1d([0.5, -0.5, 2.5, -2.5, 7, -7, 14.5, -14.5, 1e-4, -1e-4, 20]);

onDawn('functions of one number', () => {
  for (const [name, f] of Object.entries(functions)) {
    test(`${name} keeps NaN and infinities, and gives the numbers of cpu`, async () => {
      await expectAsOnCpu(() => f(special()), 'special');
      await expectAsOnCpu(() => f(usual()), 'usual', 2e-5);
    });
  }

  test('asinh and acosh of large numbers, as on cpu', async () => {
    await expectAsOnCpu(() => tf.asinh(tf.tensor1d([-100, -4095, 4097, -1e10, 1e30, -3e38])), 'asinh');
    await expectAsOnCpu(() => tf.acosh(tf.tensor1d([100, 4095, 4097, 1e10, 1e30, 3e38])), 'acosh');
  });

  test.each([
    ['expm1', tf.expm1, Math.expm1],
    ['log1p', tf.log1p, Math.log1p],
  ] as const)('%s keeps the digits of numbers near 0', async (_, f, exact) => {
    const near = [1e-8, -1e-6, 1e-4, -9e-3, 9e-3];
    const { values } = await found(() => f(tf.tensor1d(near)));
    for (const [i, value] of values.entries()) expect(value / exact(near[i]!)).toBeCloseTo(1, 6);
  });
});
