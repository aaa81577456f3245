import '@tensorflow/tfjs-backend-cpu';
import { readdir } from 'node:fs/promises';
import { shapes } from '@kindling/data';
import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/session.ts';
import { drawConfusion, drawLoss, drawPredictions, drawWeights } from './pictures.ts';

const weights = (value: number) => ({
  params: { 'dense/bias': tensor([1, 2]), 'dense/kernel': tensor(Array(24).fill(value), [12, 2]) },
  state: {},
});

test('every picture is a file of its own', async () => {
  const folder = await temporaryFolder();
  const { test: split } = await shapes({ train: 0, test: 3 });
  await drawLoss(folder, [{ loss: 1, accuracy: 0.5 }]);
  await drawWeights(folder, weights(1), [2, 2, 3]);
  await drawConfusion(folder, { counts: [[1]], classNames: ['disc'] });
  await drawPredictions(folder, split, ['disc', 'ring', 'square'], ['disc', 'disc', 'square']);
  expect((await readdir(folder)).toSorted()).toEqual(['confusion.png', 'loss.png', 'predictions.png', 'weights.png']);
});

test('a first layer that is not dense has no picture', async () => {
  const folder = await temporaryFolder();
  const params = { 'conv2d/kernel': tensor(Array(12).fill(1), [1, 2, 3, 2]), ...weights(1).params };
  await drawWeights(folder, { params, state: {} }, [2, 2, 3]);
  expect(await readdir(folder)).toEqual([]);
});

test('without an epoch there is no curve, and of weights that diverged no picture', async () => {
  const folder = await temporaryFolder();
  await drawLoss(folder, []);
  await drawWeights(folder, weights(Number.NaN), [2, 2, 3]);
  expect(await readdir(folder)).toEqual([]);
});
