import { tensor1d } from '@tensorflow/tfjs-core';
import { metricSamples, metricValue, testMetric } from '@tests/kit';
import { expect, test } from 'vitest';
import { recall } from './recall.ts';

const drawn = metricSamples(10, 3, 8);

testMetric('recall', () => recall({ threshold: 0.4 }), {
  samples: drawn.map(({ multiHot, prediction }) => ({ y: multiHot, prediction })),
  dtypes: ['float32', 'int32', 'bool'],
  reference: (samples) => {
    let [found, all] = [0, 0];
    drawn.forEach(({ multiHot, prediction }, i) => {
      for (const j of [0, 1, 2].filter((j) => multiHot[j] === 1)) {
        found += prediction[j]! > 0.4 ? samples[i]!.weight : 0;
        all += samples[i]!.weight;
      }
    });
    return found / all;
  },
});

test('without a positive to find it is 0, as in Keras', async () => {
  expect(await metricValue(recall(), { y: tensor1d([0, 0]), prediction: tensor1d([0.9, 0.2]) })).toBe(0);
});

test('a NaN among the targets shows', async () => {
  const batch = { y: tensor1d([Number.NaN, 1]), prediction: tensor1d([0.9, 0.2]) };
  expect(await metricValue(recall(), batch)).toBeNaN();
});
