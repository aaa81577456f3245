import '@tensorflow/tfjs-backend-cpu';
import { abs, mean, memory, ones, sub, sum, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { metricValue, testMetric, weightedMean } from '@tests/kit';
import { expect, test } from 'vitest';
import { meanMetric } from './meanMetric.ts';

const samples = [1, 4, 9, 16, 25, 36].map((y, i) => ({ y: [y, 0], prediction: [2 * i, 3] }));

testMetric('meanMetric', () => meanMetric((y, prediction) => abs(sub(y, prediction))), {
  samples,
  reference: (weights) =>
    weightedMean(weights, (i) => {
      const { y, prediction } = samples[i]!;
      return (Math.abs(y[0]! - prediction[0]!) + 3) / 2;
    }),
});

test('one number for a batch counts by its size and cannot be weighted', async () => {
  const metric = meanMetric((y, prediction) => mean(sub(y, prediction)), { name: 'bias' });
  const [y, prediction] = [tensor1d([1, 2, 3]), zeros([3])];
  expect(await metricValue(metric, { y, prediction }, { y: tensor1d([10]), prediction: zeros([1]) })).toBe(4);
  expect(() => metric.update(metric.init(), { y, prediction, sampleWeight: ones([3]) })).toThrow(
    'bias: gave one number for the whole batch, which cannot be weighted; give one for each sample',
  );
});

test('over no weight at all it is NaN', async () => {
  const metric = meanMetric((y) => y);
  expect(await metricValue(metric, { y: ones([2]), prediction: ones([2]), sampleWeight: zeros([2]) })).toBeNaN();
});

test('a function that gives no value for each sample is named, and leaves nothing behind', () => {
  const [y, prediction] = [ones([2, 3]), ones([2, 3])];
  const sumOfAll = meanMetric(function perClass(target) {
    return sum(target, 0);
  });
  const state = sumOfAll.init();
  const before = memory().numTensors;
  expect(() => sumOfAll.update(state, { y, prediction })).toThrow(
    'perClass: must give a value for each of the 2 samples, got [3]',
  );
  // @ts-expect-error a number
  const number = meanMetric(() => 3);
  expect(() => number.update(state, { y, prediction })).toThrow(
    'meanMetric: must give a tensor with a value for each sample, got 3',
  );
  expect(memory().numTensors).toBe(before);
});

test('what is not a function, and a wrong option, are refused at once', () => {
  expect(() => meanMetric(3 as never)).toThrow('meanMetric: give a function (target, prediction) => [batch], got 3');
  const named = (options: object) => () => meanMetric((target) => target, options);
  expect(named({ nme: 'off' })).toThrow('meanMetric: unknown option "nme"; did you mean "name"?');
  expect(named({ direction: 'up' })).toThrow('meanMetric: unknown direction "up"');
  expect(meanMetric((target) => target, { direction: 'min' }).direction).toBe('min');
});
