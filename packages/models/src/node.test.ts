import '@tensorflow/tfjs-backend-cpu';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { memory, ones } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as layers from './index.ts';
import { input } from './layer/input.ts';
import { dense } from './layers/core/dense.ts';
import { sequential } from './model/sequential.ts';
import { loadModel, saveModel } from './node.ts';

const net = sequential([input({ shape: [3] }), dense({ units: 2 })]);
const weights = net.init({ seed: 3 });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kindling-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a saved model gives the same output once loaded, from a path or a file URL', async () => {
  const path = join(folder, 'net.safetensors');
  const x = ones([4, 3]);
  const expected = await net.apply(weights, x).array();
  await saveModel(path, net, weights);
  const loaded = await loadModel(pathToFileURL(path), layers);
  expect(await loaded.model.apply(loaded.weights, x).array()).toEqual(expected);
  await saveModel(pathToFileURL(path), loaded.model, loaded.weights);
  expect(readdirSync(folder)).toEqual(['net.safetensors']);
});

test('what cannot be saved leaves nothing behind, and the old file', async () => {
  const path = join(folder, 'net.safetensors');
  await saveModel(path, net, weights);
  await expect(saveModel(path, net, { params: {}, state: {} })).rejects.toThrow(
    `saveModel: ${path}: encodeModel: the model's weight "dense/kernel" is missing`,
  );
  await expect(saveModel(join(folder, 'none', 'net'), net, weights)).rejects.toThrow(/^saveModel: .*none.*ENOENT/);
  expect(readdirSync(folder)).toEqual(['net.safetensors']);
  await expect(loadModel(path, layers)).resolves.toBeDefined();
});

test('a file that is not there, or no model, is refused by its path', async () => {
  const path = join(folder, 'net.safetensors');
  const before = memory().numTensors;
  await expect(loadModel(path, layers)).rejects.toThrow(/^loadModel: .*net\.safetensors: ENOENT/);
  writeFileSync(path, 'PNG');
  await expect(loadModel(path, layers)).rejects.toThrow(
    `loadModel: ${path}: decodeModel: safetensors: a file opens with`,
  );
  expect(memory().numTensors).toBe(before);
});
