import '@tensorflow/tfjs-backend-cpu';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { memory, ones } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as layers from './index.ts';
import { input } from './layer/input.ts';
import { dense } from './layers/core/dense.ts';
import { sequential } from './model/sequential.ts';
import { loadModel, saveModel } from './node.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, open: vi.fn(real.open) };
});

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
    `saveModel: ${path}: the model's weight "dense/kernel" is missing`,
  );
  await expect(saveModel(join(folder, 'none', 'net'), net, weights)).rejects.toThrow(/^saveModel: .*none.*ENOENT/);
  expect(readdirSync(folder)).toEqual(['net.safetensors']);
  await expect(loadModel(path, layers)).resolves.toBeDefined();
});

test('a file is what encodeModel gives, and is read tensor by tensor', async () => {
  const path = join(folder, 'net.safetensors');
  await saveModel(path, net, weights);
  expect(new Uint8Array(readFileSync(path))).toEqual(await layers.encodeModel(net, weights));
});

test('a file that is cut while it is read leaves no tensor behind', async () => {
  const path = join(folder, 'net.safetensors');
  await saveModel(path, net, weights);
  const before = memory().numTensors;
  const whole = statSync(path).size;
  const file = await promises.open(path);
  vi.mocked(promises.open).mockResolvedValueOnce(Object.assign(file, { stat: async () => ({ size: whole }) }) as never);
  truncateSync(path, whole - 4);
  await expect(loadModel(path, layers)).rejects.toThrow(/^loadModel: .*the file ends at byte \d+: it was cut while/);
  expect(memory().numTensors).toBe(before);
});

test('a header of more than 100 MB is refused before it is read', async () => {
  const path = join(folder, 'net.safetensors');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(150_000_000n);
  writeFileSync(path, length);
  truncateSync(path, 200_000_000); // sparse: it takes no room on the disk
  const file = await promises.open(path);
  const read = vi.spyOn(file, 'read');
  vi.mocked(promises.open).mockResolvedValueOnce(file);
  await expect(loadModel(path, layers)).rejects.toThrow(
    'safetensors: the header may have 100000000 bytes, and it should have 150000000: not safetensors',
  );
  expect(read).toHaveBeenCalledTimes(1);
});

test('a file that is not there, or no model, is refused by its path', async () => {
  const path = join(folder, 'net.safetensors');
  const before = memory().numTensors;
  await expect(loadModel(path, layers)).rejects.toThrow(/^loadModel: .*net\.safetensors: ENOENT/);
  writeFileSync(path, 'PNG');
  await expect(loadModel(path, layers)).rejects.toThrow(`loadModel: ${path}: safetensors: a file opens with`);
  expect(memory().numTensors).toBe(before);
});
