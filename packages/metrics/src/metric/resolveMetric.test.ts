import '@tensorflow/tfjs-backend-cpu';
import { abs, sub, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { metricValue } from '@tests/kit';
import { expect, test } from 'vitest';
import * as nouns from '../index.ts';
import { precision } from '../metrics/precision.ts';
import { type MetricAlias, type MetricName, resolveMetric } from './resolveMetric.ts';

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

test.each<[MetricAlias, MetricName | MetricAlias]>([
  ['acc', 'accuracy'],
  ['binary_accuracy', 'binaryAccuracy'],
  ['categorical_accuracy', 'categoricalAccuracy'],
  ['Accuracy', 'accuracy'],
  ['BinaryAccuracy', 'binaryAccuracy'],
  ['CategoricalAccuracy', 'categoricalAccuracy'],
  ['Precision', 'precision'],
  ['Recall', 'recall'],
  ['MeanSquaredError', 'meanSquaredError'],
  ['MeanAbsoluteError', 'meanAbsoluteError'],
  ['mse', 'meanSquaredError'],
  ['MSE', 'mean_squared_error'],
  ['mae', 'meanAbsoluteError'],
  ['MAE', 'mean_absolute_error'],
])('%s is %s', async (alias, name) => {
  expect(await metricValue(resolveMetric('test', alias), batch)).toBe(
    await metricValue(resolveMetric('test', name), batch),
  );
});

test('every name makes a metric of its own kind', async () => {
  const values = (['accuracy', 'binaryAccuracy', 'precision', 'recall', 'f1', 'mse', 'mae'] as const).map((name) =>
    metricValue(resolveMetric('test', name), batch),
  );
  expect(new Set(await Promise.all(values)).size).toBe(7);
});

test('a metric stays what it is, a function becomes its mean', async () => {
  const own = precision();
  expect(resolveMetric('test', own)).toBe(own);
  const metric = resolveMetric('test', (target, prediction) => abs(sub(target, prediction)));
  expect(await metricValue(metric, { y: tensor1d([1, 2]), prediction: tensor1d([0, 4]) })).toBe(1.5);
});

test('what is none is refused, with what was meant', () => {
  // @ts-expect-error no such name
  expect(() => resolveMetric('compile', 'acuracy')).toThrow(
    'compile: unknown metric "acuracy"; did you mean "accuracy"? Known: accuracy, acc, ',
  );
  // @ts-expect-error no such name
  expect(() => resolveMetric('mine', 'toString')).toThrow('mine: unknown metric "toString"');
  // @ts-expect-error a function that makes one
  expect(() => resolveMetric('compile', precision)).toThrow(
    'compile: metric must be called, precision(), or named, "precision"',
  );
  // @ts-expect-error no metric
  expect(() => resolveMetric('mine', {})).toThrow('mine: unknown metric {  }');
  // @ts-expect-error no metric
  expect(() => resolveMetric('mine', undefined)).toThrow('mine: unknown metric undefined');
});

test('every metric tells which way it gets better, and a metric of your own may', () => {
  const directions = Object.entries(nouns)
    .filter(([, noun]) => typeof noun === 'function' && 'aliases' in noun)
    .map(([name]) => [name, resolveMetric('mine', name as MetricName).direction]);
  expect(directions.length).toBeGreaterThan(9);
  const falling = directions.filter(([, direction]) => direction === 'min').map(([name]) => name);
  expect(falling.sort()).toEqual(['meanAbsoluteError', 'meanSquaredError']);
  expect(new Set(directions.map(([, direction]) => direction))).toEqual(new Set(['min', 'max']));
  expect(resolveMetric('mine', (target) => target).direction).toBeUndefined();
  const upwards = { ...precision(), direction: 'up' as 'max' };
  expect(() => resolveMetric('mine', upwards)).toThrow('mine: a metric\'s direction must be "min" or "max", got "up"');
});

test('every metric bears the name that it is chosen by, and a name is a string', () => {
  for (const name of ['accuracy', 'topKAccuracy', 'precision', 'recall', 'f1', 'meanSquaredError'] as const) {
    expect(resolveMetric('mine', name).name).toBe(name);
  }
  expect(() => resolveMetric('mine', { ...resolveMetric('mine', 'mse'), name: 5 as never })).toThrow(
    "mine: a metric's name must be a string, got 5",
  );
});

test('Keras’s names of classes with an option are known too', () => {
  for (const name of [
    'SparseCategoricalAccuracy',
    'TopKCategoricalAccuracy',
    'SparseTopKCategoricalAccuracy',
  ] as const) {
    expect(resolveMetric('mine', name).direction).toBe('max');
  }
});

test.each(['f1Score', 'f1_score', 'F1Score'])(
  '%s is another score in Keras, and refused with what there is',
  (name) => {
    expect(() => resolveMetric('mine', name as MetricName)).toThrow(
      `mine: "${name}" is one score a class in Keras, and a metric is one number here; give "f1"`,
    );
  },
);
