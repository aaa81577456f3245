import { tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { meanSquaredError } from './meanSquaredError.ts';

const drawn = metricSamples(9, 3, 5);

testMetric('meanSquaredError', meanSquaredError, {
  samples: drawn.map(({ real, prediction }) => ({ y: real, prediction })),
  reference: (samples) =>
    weightedMean(samples, (i) => {
      const { real, prediction } = drawn[i]!;
      return real.reduce((sum, target, j) => sum + (target - prediction[j]!) ** 2, 0) / 3;
    }),
});

test('targets [batch] meet predictions [batch, 1] sample by sample', async () => {
  const batch = { y: tensor1d([1, 2], 'int32'), prediction: tensor2d([[1], [5]]) };
  expect(await metricValue(meanSquaredError(), batch)).toBe(4.5);
});

test('nothing is broadcast', async () => {
  await expect(metricValue(meanSquaredError(), { y: zeros([3, 1]), prediction: zeros([3, 2]) })).rejects.toThrow(
    'meanSquaredError: y must have the shape of the prediction, [3, 2], got [3, 1]',
  );
});
