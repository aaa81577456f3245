import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'tests/types/src/hovered.ts');

/** What somebody types, with `|` where they look at an option. */
const calls = {
  'dense activation': 'dense({ units: 1, |activation: "relu" })',
  'conv2d useBias': 'conv2d({ filters: 1, kernelSize: 3, |useBias: false })',
  'conv2d strides': 'conv2d({ filters: 1, kernelSize: 3, |strides: 2 })',
  'conv2d padding': 'conv2d({ filters: 1, kernelSize: 3, |padding: "same" })',
  'batchNormalization momentum': 'batchNormalization({ |momentum: 0.9 })',
  'adam learningRate': 'adam({ |learningRate: 0.1 })',
  'adamW weightDecay': 'adamW({ |weightDecay: 0.1 })',
  'earlyStopping patience': 'earlyStopping({ |patience: 3 })',
  'topKAccuracy k': 'topKAccuracy({ |k: 3 })',
};
type Name = keyof typeof calls;
const names = Object.keys(calls) as Name[];

const opening = `import { topKAccuracy } from '@kindling/metrics';
import { batchNormalization, conv2d, dense } from '@kindling/models';
import { adam, adamW, earlyStopping } from '@kindling/train';
`;
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

/** Where the option begins, in the text without its marks. */
const placeOf = (name: Name): number => {
  const before = text.slice(0, text.indexOf(calls[name]) + calls[name].indexOf('|'));
  return before.replaceAll('|', '').length;
};

const docs: Readonly<Record<Name, readonly string[]>> = {
  'dense activation': ["Default: 'linear'"],
  'conv2d useBias': ['Default: true.'],
  'conv2d strides': ['Default: 1'],
  'conv2d padding': ["Default: 'valid'"],
  'adam learningRate': ['Default: 0.001.'],
  'adamW weightDecay': ['Default: 0.004.'],
  'earlyStopping patience': ['without improvement', 'Default: 0.'],
  'topKAccuracy k': ['Default: 5.'],
  'batchNormalization momentum': ['moving statistics', 'Default: 0.99'],
};

describe.each(names)('%s', (name) => {
  const words = (parts: ts.SymbolDisplayPart[] | undefined): string => ts.displayPartsToString(parts);

  test('is explained when somebody points at it, with its default', () => {
    const info = service.getQuickInfoAtPosition(file, placeOf(name));
    for (const word of docs[name]) expect(words(info?.documentation)).toContain(word);
  });

  test('is explained when it is completed', () => {
    const option = name.split(' ')[1]!;
    const entry = service.getCompletionEntryDetails(file, placeOf(name), option, {}, undefined, {}, undefined);
    for (const word of docs[name]) expect(words(entry?.documentation)).toContain(word);
  });
});
