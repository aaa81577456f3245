import { ones, tensor1d, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { accuracy } from './accuracy.ts';

const argMax = (values: readonly number[]) => values.indexOf(Math.max(...values));
const one = metricSamples(9, 1);
const many = metricSamples(9, 3);

testMetric('accuracy of one output', accuracy, {
  samples: one.map(({ multiHot, prediction }) => ({ y: multiHot, prediction })),
  dtypes: ['float32', 'int32', 'bool'],
  reference: (samples) =>
    weightedMean(samples, (i) => (one[i]!.multiHot[0] === Number(one[i]!.prediction[0]! > 0.5) ? 1 : 0)),
});

testMetric('accuracy of class indices', accuracy, {
  samples: many.map(({ label, prediction }) => ({ y: label, prediction })),
  dtypes: ['float32', 'int32'],
  reference: (samples) => weightedMean(samples, (i) => (many[i]!.label === argMax(many[i]!.prediction) ? 1 : 0)),
});

testMetric('accuracy of one-hot targets', accuracy, {
  samples: many.map(({ oneHot, prediction }) => ({ y: oneHot, prediction })),
  dtypes: ['float32', 'int32', 'bool'],
  reference: (samples) => weightedMean(samples, (i) => (many[i]!.label === argMax(many[i]!.prediction) ? 1 : 0)),
});

test('predictions of shape [batch] are binary, whatever the size of the batch', async () => {
  const pair = { y: tensor1d([1, 0, 1]), prediction: tensor1d([0.7, 0.2, 0.4]) };
  expect(await metricValue(accuracy(), pair)).toBeCloseTo(2 / 3);
  expect(await metricValue(accuracy(), { y: tensor1d([1]), prediction: tensor1d([0.7]) })).toBe(1);
  expect(await metricValue(accuracy(), { y: tensor1d([1, 1]), prediction: tensor2d([[0.7], [0.2]]) })).toBe(0.5);
});

test('class indices may have a last axis of one, and an axis of time', async () => {
  const prediction = [
    [0.1, 0.9, 0],
    [0.5, 0.2, 0.3],
  ];
  expect(await metricValue(accuracy(), { y: tensor2d([[1], [2]]), prediction: tensor2d(prediction) })).toBe(0.5);
  expect(await metricValue(accuracy(), { y: tensor2d([[1, 2]]), prediction: tensor3d([prediction]) })).toBe(0.5);
});

test('shapes that fit no rule are refused', async () => {
  await expect(metricValue(accuracy(), { y: zeros([4, 3]), prediction: ones([4, 5]) })).rejects.toThrow(
    'accuracy: y must have the shape of the prediction, [4, 5], got [4, 3]',
  );
  await expect(metricValue(accuracy(), { y: zeros([4, 3]), prediction: ones([4, 1]) })).rejects.toThrow(
    'accuracy: y must have the shape of the prediction, [4, 1], got [4, 3]',
  );
  await expect(metricValue(accuracy(), { y: zeros([4]), prediction: ones([4, 2, 5]) })).rejects.toThrow(
    'accuracy: y must hold class indices, [4, 2], for a prediction [4, 2, 5], got [4]',
  );
});
