import { expect, test } from 'vitest';
import { freeNames, missingImports } from './imports.ts';

test('free names are those that code refers to and does not declare', () => {
  const code = `
    import { a, b as c } from 'x';
    import * as tf from 'y';
    const { d, e: f } = g({ h: i, j });
    const k = (l: number) => l + a + c + d + f + tf.m;
  `;
  expect([...freeNames(code)]).toEqual(['g', 'i', 'j']);
});

test('what an example leaves out is imported from the first module that has it', () => {
  const modules = new Map([
    [
      '@kindling/models',
      new Map([
        ['dense', 'dense'],
        ['softmax', 'softmax'],
        ['Shape', 'type Shape'],
      ]),
    ],
    [
      '@tensorflow/tfjs-core',
      new Map([
        ['softmax', 'softmax'],
        ['ones', 'ones'],
      ]),
    ],
  ]);
  expect(missingImports('softmax()(dense({ units: 3 })(ones([2] as Shape)), unknown)', modules)).toBe(
    "import { softmax, dense, type Shape } from '@kindling/models'; import { ones } from '@tensorflow/tfjs-core'; ",
  );
});
