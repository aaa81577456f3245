import { ones, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { topKAccuracy } from './topKAccuracy.ts';

const drawn = metricSamples(12, 5, 2);
const inTop2 = (i: number) => {
  const { label, prediction } = drawn[i]!;
  return prediction.filter((value) => value > prediction[label]!).length < 2 ? 1 : 0;
};

testMetric('topKAccuracy of class indices', () => topKAccuracy({ k: 2 }), {
  samples: drawn.map(({ label, prediction }) => ({ y: label, prediction })),
  dtypes: ['float32', 'int32'],
  reference: (samples) => weightedMean(samples, inTop2),
});

testMetric('topKAccuracy of one-hot targets', () => topKAccuracy({ k: 2 }), {
  samples: drawn.map(({ oneHot, prediction }) => ({ y: oneHot, prediction })),
  dtypes: ['float32', 'int32', 'bool'],
  reference: (samples) => weightedMean(samples, inTop2),
});

test('equal outputs and infinite logits leave the label its place', async () => {
  const y = tensor1d([2, 0], 'int32');
  const prediction = tensor2d([
    [1, 1, 1],
    [-Infinity, 0, 1],
  ]);
  expect(await metricValue(topKAccuracy({ k: 1 }), { y, prediction })).toBe(0.5);
  expect(await metricValue(topKAccuracy({ k: 3 }), { y, prediction })).toBe(1);
});

test('k looks at five unless told otherwise, and never beyond the classes', async () => {
  const y = tensor1d([0]);
  expect(await metricValue(topKAccuracy(), { y, prediction: tensor2d([[0, 1, 2, 3, 4, -1]]) })).toBe(1);
  expect(await metricValue(topKAccuracy(), { y, prediction: tensor2d([[0, 1, 2, 3, 4, 5]]) })).toBe(0);
  expect(() => topKAccuracy({ k: 0 })).toThrow('topKAccuracy: k must be a positive integer, got 0');
  expect(() => topKAccuracy(3 as never)).toThrow('topKAccuracy: options must be an object, got 3');
  expect(() => topKAccuracy({ K: 3 } as object)).toThrow('topKAccuracy: unknown option "K"; did you mean "k"?');
  await expect(metricValue(topKAccuracy(), { y: zeros([1]), prediction: ones([1, 3]) })).rejects.toThrow(
    'topKAccuracy: k must be at most the 3 classes of the prediction, got 5',
  );
});
