import '@tensorflow/tfjs-backend-cpu';
import { complex, ones, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { alike, batchSize, weightedSum } from './batch.ts';

test('the size of a batch is its first axis', () => {
  expect(batchSize('mine', { y: zeros([3]), prediction: zeros([3, 2]), sampleWeight: ones([3]) })).toBe(3);
  expect(batchSize('mine', { y: zeros([3]), prediction: zeros([3, 2]), sampleWeight: ones([3, 1]) })).toBe(3);
});

test('a batch that does not hold together is refused with owner and shapes', () => {
  const prediction = zeros([3, 2]);
  expect(() => batchSize('mine', { y: zeros([2]), prediction })).toThrow(
    'mine: y and prediction must hold the same samples, got [2] and [3, 2]',
  );
  expect(() => batchSize('mine', { y: zeros([0, 2]), prediction: zeros([0, 2]) })).toThrow(
    'mine: a batch must hold at least one sample, got prediction [0, 2]',
  );
  expect(() => batchSize('mine', { y: zeros([]), prediction: zeros([]) })).toThrow('at least one sample');
  for (const sampleWeight of [ones([2]), ones([3, 2]), ones([1, 3]), ones([3, 1, 1]), ones([])]) {
    expect(() => batchSize('mine', { y: zeros([3]), prediction, sampleWeight })).toThrow(
      /mine: sampleWeight must have one weight a sample, \[3\], got \[/,
    );
  }
});

test('what is not a tensor of numbers is refused', () => {
  const prediction = zeros([1]);
  // @ts-expect-error a plain array
  expect(() => batchSize('mine', { y: [1], prediction })).toThrow('mine: y must be a tensor, got [1]');
  expect(() => batchSize('mine', { y: complex([1], [1]), prediction })).toThrow(
    'mine: y must be float32, int32 or bool, got complex64',
  );
});

test('target and prediction come out in one shape and float32', async () => {
  const [y, prediction] = alike('mine', tensor1d([1, 2], 'int32'), tensor2d([[3], [4]]));
  expect([y.shape, y.dtype, prediction.shape]).toEqual([[2, 1], 'float32', [2, 1]]);
  expect(() => alike('mine', zeros([2, 2]), zeros([2]), '; try harder')).toThrow(
    'mine: y must have the shape of the prediction, [2], got [2, 2]; try harder',
  );
});

test('a weight of 0 leaves even a NaN out; a weight of NaN does not hide', async () => {
  const values = tensor1d([2, Number.NaN, 3]);
  expect(await weightedSum(values, tensor1d([2, 0, 1])).data()).toEqual(new Float32Array([7]));
  expect(await weightedSum(values, tensor1d([2, 0, Number.NaN])).data()).toEqual(new Float32Array([Number.NaN]));
  expect(await weightedSum(values, tensor2d([[2], [0], [1]])).data()).toEqual(new Float32Array([7]));
  expect(await weightedSum(values, undefined).data()).toEqual(new Float32Array([Number.NaN]));
});
