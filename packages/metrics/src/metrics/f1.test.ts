import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric } from '@tests/kit';
import { expect, test } from 'vitest';
import { f1 } from './f1.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';

const drawn = metricSamples(10, 3, 9);

testMetric('f1', f1, {
  samples: drawn.map(({ multiHot, prediction }) => ({ y: multiHot, prediction })),
  dtypes: ['float32', 'int32', 'bool'],
  reference: (samples) => {
    const count = { right: 0, wrong: 0, missed: 0 };
    drawn.forEach(({ multiHot, prediction }, i) => {
      multiHot.forEach((target, j) => {
        const positive = prediction[j]! > 0.5;
        if (positive && target === 1) count.right += samples[i]!.weight;
        if (positive && target === 0) count.wrong += samples[i]!.weight;
        if (!positive && target === 1) count.missed += samples[i]!.weight;
      });
    });
    const [found, true_] = [count.right / (count.right + count.wrong), count.right / (count.right + count.missed)];
    return (2 * found * true_) / (found + true_);
  },
});

test('it is the harmonic mean of precision and recall with the same options', async () => {
  const batch = {
    y: tensor2d(drawn.map(({ multiHot }) => multiHot)),
    prediction: tensor2d(drawn.map(({ prediction }) => prediction)),
  };
  const options = { topK: 2, classId: 1 };
  const p = await metricValue(precision(options), batch);
  const r = await metricValue(recall(options), batch);
  expect(p * r).toBeGreaterThan(0);
  expect(await metricValue(f1(options), batch)).toBeCloseTo((2 * p * r) / (p + r), 6);
});

test('without a positive on either side it is 0', async () => {
  expect(await metricValue(f1(), { y: tensor1d([0]), prediction: tensor1d([0.2]) })).toBe(0);
});
