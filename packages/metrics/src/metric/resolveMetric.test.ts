import '@tensorflow/tfjs-backend-cpu';
import { abs, sub, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { metricValue } from '@tests/kit';
import { expect, test } from 'vitest';
import { precision } from '../metrics/precision.ts';
import { type MetricName, resolveMetric } from './resolveMetric.ts';

const batch = {
  y: tensor2d([
    [1, 0],
    [0, 1],
    [0, 1],
    [1, 0],
  ]),
  prediction: tensor2d([
    [0.9, 0.8],
    [0.6, 0.1],
    [0.7, 0.9],
    [0.6, 0.7],
  ]),
};

test.each<[MetricName, MetricName]>([
  ['acc', 'accuracy'],
  ['binary_accuracy', 'binaryAccuracy'],
  ['categorical_accuracy', 'categoricalAccuracy'],
  ['f1_score', 'f1'],
  ['mse', 'meanSquaredError'],
  ['MSE', 'mean_squared_error'],
  ['mae', 'meanAbsoluteError'],
  ['MAE', 'mean_absolute_error'],
])('%s is %s', async (alias, name) => {
  expect(await metricValue(resolveMetric(alias), batch)).toBe(await metricValue(resolveMetric(name), batch));
});

test('every name makes a metric of its own kind', async () => {
  const values = (['accuracy', 'binaryAccuracy', 'precision', 'recall', 'f1', 'mse', 'mae'] as const).map((name) =>
    metricValue(resolveMetric(name), batch),
  );
  expect(new Set(await Promise.all(values)).size).toBe(7);
});

test('a metric stays what it is, a function becomes its mean', async () => {
  const own = precision();
  expect(resolveMetric(own)).toBe(own);
  const metric = resolveMetric((y, prediction) => abs(sub(y, prediction)));
  expect(await metricValue(metric, { y: tensor1d([1, 2]), prediction: tensor1d([0, 4]) })).toBe(1.5);
});

test('what is none is refused, with what was meant', () => {
  // @ts-expect-error no such name
  expect(() => resolveMetric('acuracy', 'compile')).toThrow(
    'compile: unknown metric "acuracy"; did you mean "accuracy"? Known: accuracy, acc, ',
  );
  // @ts-expect-error no such name
  expect(() => resolveMetric('toString')).toThrow('resolveMetric: unknown metric "toString"');
  // @ts-expect-error a function that makes one
  expect(() => resolveMetric(precision, 'compile')).toThrow(
    'compile: metric must be called, precision(), or named, "precision"',
  );
  // @ts-expect-error no metric
  expect(() => resolveMetric({})).toThrow('resolveMetric: unknown metric {  }');
  // @ts-expect-error no metric
  expect(() => resolveMetric(undefined)).toThrow('resolveMetric: unknown metric undefined');
});
