import { mean, profile, sub, type Tensor, tensor, transpose } from '@tensorflow/tfjs-core';
import { input, positive, testKernel, useBackend } from '@tests/kit';
import { expect, test } from 'vitest';
import { BatchNorm, BatchNormGrad, batchNorm, normalize } from './batchNorm.ts';

const epsilon = 0.1;
const kernels = [BatchNorm, BatchNormGrad];
const outputs = (x: Tensor, gamma?: Tensor, beta?: Tensor): readonly Tensor[] => {
  const { y, mean, variance } = batchNorm({ x, gamma, beta }, { epsilon, axis: x.rank - 1 });
  return [y, mean, variance];
};

testKernel('batchNorm', {
  kernels,
  run: (x, gamma, beta) => outputs(x!, gamma, beta),
  cases: [
    [input(6, 3), input(3), input(3)],
    [input(2, 3, 2, 5), positive(5), input(5)],
  ],
});

testKernel('batchNorm without gamma and beta', { kernels, run: (x) => outputs(x!), cases: [[input(5, 4)]] });

test('another axis is composed, and is the last one of the transposed', async () => {
  await useBackend('kernels');

  const x = tensor([...input(4, 3, 2).values], [4, 3, 2]);
  const { kernelNames } = await profile(() => batchNorm({ x }, { epsilon, axis: 1 }).y);
  expect(kernelNames).not.toContain(BatchNorm);
  const across = transpose(batchNorm({ x: transpose(x, [0, 2, 1]) }, { epsilon, axis: 2 }).y, [0, 2, 1]);
  const [found, expected] = [batchNorm({ x }, { epsilon, axis: 1 }).y.dataSync(), across.dataSync()];
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 5);
  await useBackend('cpu');
});

test('moments that are given are used as they are', async () => {
  await useBackend('cpu');

  const x = tensor([...input(4, 3).values], [4, 3]);
  const moments = { mean: mean(x, [0]), variance: tensor([1, 1, 1]) };
  const y = normalize({ x, ...moments }, { epsilon: 0, axis: 1 });
  expect(await y.array()).toEqual(await sub(x, moments.mean).array());
});
