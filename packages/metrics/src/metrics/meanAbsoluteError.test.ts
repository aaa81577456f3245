import { tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { meanAbsoluteError } from './meanAbsoluteError.ts';

const drawn = metricSamples(9, 3, 6);

testMetric('meanAbsoluteError', meanAbsoluteError, {
  samples: drawn.map(({ real, prediction }) => ({ y: real, prediction })),
  reference: (samples) =>
    weightedMean(samples, (i) => {
      const { real, prediction } = drawn[i]!;
      return real.reduce((sum, target, j) => sum + Math.abs(target - prediction[j]!), 0) / 3;
    }),
});

test('targets [batch, 1] meet predictions [batch] sample by sample', async () => {
  const batch = { y: tensor2d([[1], [2]]), prediction: tensor1d([1, 5]) };
  expect(await metricValue(meanAbsoluteError(), batch)).toBe(1.5);
});

test('nothing is broadcast', async () => {
  await expect(metricValue(meanAbsoluteError(), { y: zeros([3]), prediction: zeros([3, 2]) })).rejects.toThrow(
    'meanAbsoluteError: y must have the shape of the prediction, [3, 2], got [3]',
  );
});
