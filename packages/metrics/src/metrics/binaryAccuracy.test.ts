import { tensor1d, zeros } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { binaryAccuracy } from './binaryAccuracy.ts';

const drawn = metricSamples(9, 4);

testMetric('binaryAccuracy of several outputs', () => binaryAccuracy({ threshold: 0.25 }), {
  samples: drawn.map(({ multiHot, prediction }) => ({ y: multiHot, prediction })),
  dtypes: ['float32', 'int32', 'bool'],
  reference: (samples) =>
    weightedMean(samples, (i) => {
      const { multiHot, prediction } = drawn[i]!;
      return multiHot.filter((target, j) => target === Number(prediction[j]! > 0.25)).length / 4;
    }),
});

test('a prediction at the threshold is a 0', async () => {
  const batch = { y: tensor1d([0]), prediction: tensor1d([0.5]) };
  expect(await metricValue(binaryAccuracy(), batch)).toBe(1);
});

test('a NaN in the targets shows, even where the prediction says 0', async () => {
  const batch = { y: tensor1d([Number.NaN, 1]), prediction: tensor1d([0.1, 0.9]) };
  expect(await metricValue(binaryAccuracy(), batch)).toBeNaN();
});

test('what does not fit is refused', async () => {
  expect(() => binaryAccuracy({ threshold: Number.NaN })).toThrow(
    'binaryAccuracy: threshold must be a finite number, got NaN',
  );
  await expect(metricValue(binaryAccuracy(), { y: zeros([2, 3]), prediction: zeros([2]) })).rejects.toThrow(
    'binaryAccuracy: y must have the shape of the prediction, [2], got [2, 3]',
  );
});
