import { join } from 'node:path';
import type { MetricName } from '@kindling/metrics';
import type { LossName } from '@kindling/train';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'tests/types/src/completed.ts');

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
const text = opening + Object.values(calls).join(';\n');

let service: ts.LanguageService;

beforeAll(() => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const content = path === file ? text.replaceAll('|', '') : ts.sys.readFile(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => join(root, 'tests/types'),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
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
  const before = text.slice(0, text.indexOf(calls[name]) + calls[name].indexOf('|'));
  const found = service.getCompletionsAtPosition(file, before.replaceAll('|', '').length, {});
  expect(found?.entries.map((entry) => entry.name).sort()).toEqual(offered[name]);
});
