import { ones, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { sparseCategoricalAccuracy } from './sparseCategoricalAccuracy.ts';

const drawn = metricSamples(11, 4, 3);

testMetric('sparseCategoricalAccuracy', sparseCategoricalAccuracy, {
  samples: drawn.map(({ label, prediction }) => ({ y: label, prediction })),
  dtypes: ['float32', 'int32'],
  reference: (samples) =>
    weightedMean(samples, (i) => {
      const { label, prediction } = drawn[i]!;
      return prediction.every((value) => value <= prediction[label]!) ? 1 : 0;
    }),
});

test.each([-1, 2, Number.NaN])('a label of %s among two classes gives NaN, unless it weighs nothing', async (label) => {
  const batch = {
    y: tensor1d([0, label]),
    prediction: tensor2d([
      [0.9, 0.1],
      [0.9, 0.1],
    ]),
  };
  expect(await metricValue(sparseCategoricalAccuracy(), batch)).toBeNaN();
  expect(await metricValue(sparseCategoricalAccuracy(), { ...batch, sampleWeight: tensor1d([1, 0]) })).toBe(1);
});

test('one-hot targets are refused', async () => {
  await expect(
    metricValue(sparseCategoricalAccuracy(), { y: zeros([2, 3]), prediction: ones([2, 3]) }),
  ).rejects.toThrow('sparseCategoricalAccuracy: y must hold class indices, [2], for a prediction [2, 3], got [2, 3]');
});
