import '@tensorflow/tfjs-backend-cpu';
import { ones, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { binaryMatches, classMatches, isSparse, oneHotLabels, sparseLabels, topMatches } from './matches.ts';

const read = async (values: Tensor) => Array.from(await values.data());
const prediction = tensor2d([
  [0.1, 0.9],
  [0.8, 0.2],
  [Number.NaN, 1],
]);

test('a match is 1, a miss 0, and what nobody can tell NaN', async () => {
  const labels = sparseLabels('mine', tensor1d([1, 1, 0]), prediction);
  expect(await read(classMatches(labels, prediction))).toEqual([1, 0, Number.NaN]);
  expect(await read(topMatches('mine', labels, prediction, 2))).toEqual([1, 1, Number.NaN]);
  expect(await read(binaryMatches('mine', tensor1d([1, 1]), tensor1d([0.9, Number.NaN]), 0.5))).toEqual([
    1,
    Number.NaN,
  ]);
});

test('one-hot rows and class indices name the same classes', async () => {
  const oneHot = oneHotLabels(
    'mine',
    tensor2d([
      [0, 1],
      [1, 0],
      [0, 0],
    ]),
    prediction,
  );
  const sparse = sparseLabels('mine', tensor1d([1, 0, 2]), prediction);
  expect(await read(oneHot.known)).toEqual([1, 1, 0]);
  expect(await read(sparse.known)).toEqual([1, 1, 0]);
  expect((await read(oneHot.label)).slice(0, 2)).toEqual((await read(sparse.label)).slice(0, 2));
});

test('targets are class indices when they lack the axis of the classes', () => {
  const classes = ones([4, 3]);
  expect([ones([4]), ones([4, 1]), ones([4, 3])].map((y) => isSparse(y, classes))).toEqual([true, true, false]);
  expect(isSparse(ones([4, 1]), ones([4, 1]))).toBe(false);
});
