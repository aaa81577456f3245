import { Adam, adam, ClassMatches, classMatches } from '@kindling/core';
import { exp, range, scalar } from '@tensorflow/tfjs-core';
import { input, positive } from '@tests/kit';
import { testOffered } from '@tests/kit/offers';
import { afterAll, beforeAll, test } from 'vitest';
import { expectAsOnCpu } from '../../../testing/asOnCpu.ts';
import { onDawn } from '../../../testing/onDawn.ts';
import { runningBackend } from '../../tfjs/backend.ts';

onDawn('work of more groups than one dimension takes', () => {
  /** As 65,535 groups are for five million numbers. */
  beforeAll(() => {
    Object.defineProperty(runningBackend()!.device, 'limits', {
      value: { maxComputeWorkgroupsPerDimension: 3 },
      configurable: true,
    });
  });
  afterAll(() => {
    Reflect.deleteProperty(runningBackend()!.device, 'limits');
  });

  test('numbers, in two and in three dimensions', async () => {
    for (const size of [3 * 64 + 1, 9 * 64 + 1]) await expectAsOnCpu(() => exp(range(-1, 1, 2 / size)), `${size}`);
  });

  testOffered('rows', {
    kernels: [ClassMatches],
    run: (y, prediction) => classMatches({ y: y!, prediction: prediction! }),
    cases: [
      [input(5, 3), input(5, 3)],
      [input(11, 3), input(11, 3)],
    ],
    differentiable: false,
    tolerance: 0,
  });

  testOffered('several outputs', {
    kernels: [Adam],
    run: (p, g, m, v) => {
      const scalars = { beta1: scalar(0.9), beta2: scalar(0.999), alpha: scalar(0.01), epsilon: scalar(1e-3) };
      const next = adam({ scalars, params: [p!], gradients: [g!], m: [m!], v: [v!] });
      return [next.params, next.m, next.v].flat();
    },
    cases: [[input(500), input(500), input(500), positive(500)]],
    differentiable: false,
    tolerance: 1e-6,
  });
});
