import { ones, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { categoricalAccuracy } from './categoricalAccuracy.ts';

const drawn = metricSamples(11, 3, 7);

testMetric('categoricalAccuracy', categoricalAccuracy, {
  samples: drawn.map(({ oneHot, prediction }) => ({ y: oneHot, prediction })),
  dtypes: ['float32', 'int32', 'bool'],
  reference: (samples) =>
    weightedMean(samples, (i) => {
      const { label, prediction } = drawn[i]!;
      return prediction.every((value) => value <= prediction[label]!) ? 1 : 0;
    }),
});

test('the first of equal outputs is the prediction', async () => {
  const y = tensor2d([
    [1, 0],
    [0, 1],
  ]);
  expect(await metricValue(categoricalAccuracy(), { y, prediction: ones([2, 2]) })).toBe(0.5);
});

test('a target row that names no class gives NaN, not class 0', async () => {
  const prediction = tensor2d([[0.9, 0.1]]);
  expect(await metricValue(categoricalAccuracy(), { y: zeros([1, 2]), prediction })).toBeNaN();
  expect(await metricValue(categoricalAccuracy(), { y: tensor2d([[Number.NaN, 1]]), prediction })).toBeNaN();
});

test('a single class is refused, where it would always be right', async () => {
  await expect(metricValue(categoricalAccuracy(), { y: zeros([2, 1]), prediction: ones([2, 1]) })).rejects.toThrow(
    'categoricalAccuracy: prediction must have a last axis of two or more classes, got [2, 1]; for one output use binaryAccuracy',
  );
});
