import { expect, test } from 'vitest';
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
