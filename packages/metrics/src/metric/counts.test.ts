import '@tensorflow/tfjs-backend-cpu';
import { add, mul, sub, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { metricValue } from '@tests/kit';
import { expect, test } from 'vitest';
import { positives } from './counts.ts';

/** The three counts as one number of three digits. */
const counts = (options: Parameters<typeof positives>[1] = {}) =>
  positives('mine', options, ({ truePositives, predicted, actual }) =>
    add(add(mul(truePositives, 100), mul(predicted, 10)), actual),
  );
const batch = {
  y: tensor2d([
    [1, 0, 1],
    [0, 2, 0],
  ]),
  prediction: tensor2d([
    [0.9, 0.8, 0.1],
    [0.6, 0.7, 0.5],
  ]),
};

test('counts run over all outputs of all samples; any target but 0 is positive', async () => {
  expect(await metricValue(counts(), batch)).toBe(243);
  expect(await metricValue(counts(), batch, batch)).toBe(486);
});

test('counts are exact past 2^24, whatever a sample counts', async () => {
  const over = positives('mine', {}, ({ truePositives }) => sub(truePositives, 100 * 2 ** 22));
  const whole = { y: tensor2d([[1]]), prediction: tensor2d([[1]]), sampleWeight: tensor1d([2 ** 22 + 1]) };
  const value = await metricValue(over, ...Array<typeof whole>(100).fill(whole));
  expect(Math.abs(value - 100)).toBeLessThanOrEqual(16); // half of float32's step at 4e8
});

test('weights multiply the counts of a sample', async () => {
  expect(await metricValue(counts(), { ...batch, sampleWeight: tensor1d([2, 0]) })).toBe(244);
});

test('topK replaces the default threshold, and joins one that is given', async () => {
  expect(await metricValue(counts({ topK: 3 }), batch)).toBe(363);
  expect(await metricValue(counts({ topK: 1 }), batch)).toBe(223);
  expect(await metricValue(counts({ topK: 3, threshold: 0.75 }), batch)).toBe(123);
});

test('classId counts one class', async () => {
  expect(await metricValue(counts({ classId: 0 }), batch)).toBe(121);
});
