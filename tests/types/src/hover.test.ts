import { beforeAll, describe, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';

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
let editor: Editor<Name>;

beforeAll(() => {
  editor = openEditor(opening, calls);
}, 60_000);

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
  test('is explained when somebody points at it, with its default', () => {
    for (const word of docs[name]) expect(editor.hover(name)).toContain(word);
  });

  test('is explained when it is completed', () => {
    for (const word of docs[name]) expect(editor.completionDoc(name, name.split(' ')[1]!)).toContain(word);
  });
});
