import type { MetricName } from '@kindling/metrics';
import type { LossName } from '@kindling/train';
import { beforeAll, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';

/** What somebody is about to type at `|`. */
const opening = `import { resolveMetric } from '@kindling/metrics';
import { dense, input, sequential } from '@kindling/models';
import { compile, resolveLoss } from '@kindling/train';
const net = sequential([input({ shape: [2] }), dense({ units: 1 })]);
`;
const calls = {
  optimizer: "compile(net, { optimizer: '|', loss: 'mse' })",
  loss: "compile(net, { optimizer: 'adam', loss: '|' })",
  metrics: "compile(net, { optimizer: 'adam', loss: 'mse', metrics: ['|'] })",
  'metrics by name': "compile(net, { optimizer: 'adam', loss: 'mse', metrics: { off: '|' } })",
  resolveLoss: "resolveLoss('mine', '|')",
  resolveMetric: "resolveMetric('mine', '|')",
};
type Name = keyof typeof calls;

let editor: Editor<Name>;

beforeAll(() => {
  editor = openEditor(opening, calls);
}, 60_000);

const losses: readonly LossName[] = [
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'meanAbsoluteError',
  'meanSquaredError',
  'sparseCategoricalCrossentropy',
];
const metrics: readonly MetricName[] = [
  'accuracy',
  'binaryAccuracy',
  'categoricalAccuracy',
  'f1',
  'meanAbsoluteError',
  'meanSquaredError',
  'precision',
  'recall',
  'sparseCategoricalAccuracy',
  'topKAccuracy',
];
const offered: Readonly<Record<Name, readonly string[]>> = {
  optimizer: ['adam', 'adamW', 'rmsprop', 'sgd'],
  loss: losses,
  metrics,
  'metrics by name': metrics,
  resolveLoss: losses,
  resolveMetric: metrics,
};

test.each(Object.keys(calls) as Name[])('%s: completion offers one name each', (name) => {
  expect([...editor.completions(name)].sort()).toEqual(offered[name]);
});
