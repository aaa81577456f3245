import '@tensorflow/tfjs-backend-cpu';
import { accuracy, meanMetric, precision } from '@kindling/metrics';
import { abs, max, mean, scalar, sub, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { targetsOf } from './targets.ts';

const given = { loss: 'mse', metrics: undefined, weightedMetrics: undefined, lossWeights: undefined };

test('one output has no name, and its metrics keep theirs', () => {
  const [target] = targetsOf(
    { outputNames: undefined },
    { ...given, metrics: ['acc'], weightedMetrics: { heeding: 'acc' } },
  );
  expect(target).toMatchObject({ output: undefined, lossWeight: 1, loss: { kind: 'meanSquaredError' } });
  expect(Object.entries(target!.metrics).map(([key, { weighted }]) => [key, weighted])).toEqual([
    ['acc', false],
    ['heeding', true],
  ]);
});

test('several outputs are looked up by name', () => {
  const targets = targetsOf(
    { outputNames: ['a', 'b'] },
    { ...given, loss: { a: 'mse', b: 'mae' }, metrics: { b: ['mae'] }, lossWeights: { a: 2 } },
  );
  expect(
    targets.map(({ output, loss, lossWeight, metrics }) => [output, loss.kind, lossWeight, Object.keys(metrics)]),
  ).toEqual([
    ['a', 'meanSquaredError', 2, []],
    ['b', 'meanAbsoluteError', 1, ['b.mae']],
  ]);
});

test('a weight that is not a number is refused', () => {
  expect(() => targetsOf({ outputNames: undefined }, { ...given, lossWeights: Number.NaN })).toThrow(
    'a loss weight must be a finite number, got NaN',
  );
});

test.each(['constructor', 'toString', 'valueOf', '__proto__'])('%s is a name like others', (name) => {
  const outputs = { outputNames: [name] };
  const named = (value: unknown) => Object.fromEntries([[name, value]]);
  const [target] = targetsOf(outputs, { ...given, loss: named('mse'), metrics: named(['mae']) });
  expect([target!.output, target!.lossWeight, Object.keys(target!.metrics)]).toEqual([name, 1, [`${name}.mae`]]);
  expect(() => targetsOf(outputs, { ...given, loss: {} })).toThrow(
    `compile: loss must have one entry an output, but "${name}" has none`,
  );
  const [single] = targetsOf({ outputNames: undefined }, { ...given, metrics: named('mae'), weightedMetrics: {} });
  expect(Object.keys(single!.metrics)).toEqual([name]);
});

describe('in a list', () => {
  const error = (y: Tensor, prediction: Tensor) => mean(abs(sub(y, prediction)), -1);
  const update = () => ({});
  const bare = { init: update, update, result: () => scalar(0) };
  const keys = (...metrics: unknown[]) => {
    const [target] = targetsOf({ outputNames: undefined }, { ...given, metrics });
    return Object.keys(target!.metrics);
  };

  test('a metric is called by its name or kind, a function by its own, a name as it is written', () => {
    const worst = meanMetric((y, prediction) => max(abs(sub(y, prediction)), -1), { name: 'worst' });
    const kind = { ...bare, kind: 'mine' };
    expect(keys(worst, 'mse', error, kind, precision({ classId: 1 }), accuracy())).toEqual([
      'worst',
      'mse',
      'error',
      'mine',
      'precision',
      'accuracy',
    ]);
    expect(keys(meanMetric(error))).toEqual(['error']);
  });

  test('what has no name, or one that is taken, is refused with the remedy', () => {
    const remedy = 'give it a name in a record: { off: metric }';
    expect(() => keys('mse', bare)).toThrow(
      'compile: metrics[1] must be a name, or have one, got { init, update, result }',
    );
    expect(() => keys((y: Tensor) => y)).toThrow(
      `compile: metrics[0] must be a name, or have one, got function; ${remedy}`,
    );
    expect(() => keys(meanMetric((y) => y))).toThrow(remedy);
    expect(() => keys(5)).toThrow('got 5');
    expect(() => keys(...Array(1))).toThrow('compile: metrics[0] must be a name, or have one, got undefined');
    expect(() => keys(precision({ classId: 0 }), precision({ classId: 1 }))).toThrow(
      'compile: the metric "precision" was given twice; name each in a record: { precision: metric, other: metric }',
    );
    expect(() => keys({ ...bare, name: 5 })).toThrow('must be a name, or have one');
    expect(() => keys(accuracy)).toThrow('compile: metric must be called, accuracy(), or named, "accuracy"');
  });
});
