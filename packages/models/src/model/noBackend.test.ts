import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutBackends } from '@tests/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeSafetensors } from '../formats/safetensors.ts';
import * as layers from '../index.ts';
import { loadModel } from '../node.ts';

const net = layers.sequential([layers.input({ shape: [1] }), layers.dense({ units: 1, useBias: false })]);
const remedy = "tfjs has no backend to compute on; before this, await selectBackend('auto') of @kindling/backend";

let putBack: () => void;
beforeAll(() => {
  putBack = withoutBackends();
});
afterAll(() => putBack());

test('where the first tensors would be made, the remedy is said', async () => {
  expect(() => net.init({ seed: 1 })).toThrow(`sequential: ${remedy}`);
  expect(() => net.with({ name: 'net' }).init()).toThrow(`net: ${remedy}`);
  expect(() => net.apply({ params: {}, state: {} }, [[1]] as never)).toThrow(`sequential: ${remedy}`);
  const tensors = new Map([['dense/kernel', { dtype: 'F32' as const, shape: [1, 1], bytes: new Uint8Array(4) }]]);
  const bytes = encodeSafetensors({ tensors, metadata: new Map([['model', JSON.stringify(net)]]) });
  await expect(layers.decodeModel(bytes, layers)).rejects.toThrow(`decodeModel: ${remedy}`);
  const folder = mkdtempSync(join(tmpdir(), 'kindling-'));
  const path = join(folder, 'net.safetensors');
  writeFileSync(path, bytes);
  await expect(loadModel(path, layers)).rejects.toThrow(`loadModel: ${remedy}`);
  rmSync(folder, { recursive: true });
});

test('what makes no tensors needs no backend', () => {
  const again = layers.fromJSON(JSON.parse(JSON.stringify(net)), layers);
  expect(again.summary()).toBe(net.summary());
});
