import '@tensorflow/tfjs-backend-wasm';
import * as tfjs from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { absent } from './absent.ts';
import { replacements } from './replacements.ts';

const names = replacements.map(({ name }) => name);

test('no kernel is there twice', () => {
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test("each has the name of one of tfjs's kernels, or of our own", () => {
  const known = new Set<unknown>(Object.values(tfjs).filter((value) => typeof value === 'string'));
  expect(names.filter((name) => !known.has(name) && !name.startsWith('Kindling'))).toEqual([]);
});

test('what wasm lacks is among them, or refused in words', () => {
  const refused = absent.map(({ name }) => name);
  expect(refused.filter((name) => tfjs.getKernel(name, 'wasm') !== undefined)).toEqual([]);
  const added = names.filter(
    (name) => !refused.includes(name) && !name.startsWith('Kindling') && tfjs.getKernel(name, 'wasm') === undefined,
  );
  expect(added.sort()).toEqual([
    tfjs.Conv2DBackpropFilter,
    tfjs.DepthwiseConv2dNativeBackpropFilter,
    tfjs.DepthwiseConv2dNativeBackpropInput,
    tfjs.Einsum,
    tfjs.LogSoftmax,
    tfjs.UnsortedSegmentSum,
  ]);
});
