import { BatchNorm, BatchNormGrad, batchNorm } from '@kindling/core';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { draws } from '../draws.ts';
import { input, positive } from '../expectGradient.ts';
import { expectNear } from '../expectNear.ts';
import { testOffered, valuesOf } from './testOffered.ts';

const epsilon = 0.1;
const outputs = (x: Tensor, gamma?: Tensor, beta?: Tensor): readonly Tensor[] => {
  const { y, mean, variance } = batchNorm({ x, gamma, beta }, { epsilon, axis: x.rank - 1 });
  return [y, mean, variance];
};

/** Batch normalization, on the backend in use. */
export const testBatchNorm = (): void => {
  testOffered('batchNorm', {
    kernels: [BatchNorm, BatchNormGrad],
    run: (x, gamma, beta) => outputs(x!, gamma, beta),
    cases: [
      [input(6, 3), input(3), input(3)],
      [input(2, 3, 2, 5), positive(5), input(5)],
      [input(1, 2), input(2), input(2)],
    ],
  });

  test('a mean far from 0 does not swallow the variance', async () => {
    const draw = draws(3);
    const [rows, channels] = [500, 3];
    const values = Array.from({ length: rows * channels }, () => Math.fround(1000 + draw()));
    const found = await valuesOf((x) => outputs(x!)[2]!, [{ shape: [rows, channels], values }]);
    const expected = Array.from({ length: channels }, (_, channel) => {
      const own = values.filter((_, i) => i % channels === channel);
      const mean = own.reduce((total, value) => total + value, 0) / rows;
      return own.reduce((total, value) => total + (value - mean) ** 2, 0) / rows;
    });
    expectNear(found, expected, 1e-6);
  });

  test('nothing to normalize, and channels that do not fit, are refused', () => {
    const list = (length: number): Tensor => tensor(new Float32Array(length));
    const run = (shape: number[]) => () =>
      batchNorm({ x: tensor([], shape), gamma: list(4), beta: list(4) }, { epsilon, axis: 1 });
    expect(run([0, 4])).toThrow('KindlingBatchNorm: there is no batch of channels in [0,4]');
    expect(() => batchNorm({ x: tensor([[1, 2]]), gamma: list(3), beta: list(2) }, { epsilon, axis: 1 })).toThrow(
      'KindlingBatchNorm: gamma must be of [2], got [3]',
    );
  });
};
