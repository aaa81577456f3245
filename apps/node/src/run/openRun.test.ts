import '@tensorflow/tfjs-backend-cpu';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dispose } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { tinyRun } from '../testing/session.ts';
import { loadNetwork, openRun } from './openRun.ts';

test('a run is opened by its folder or by a file of it, and its network loaded', async () => {
  const folder = await tinyRun();
  expect((await openRun('predict', join(folder, 'model.safetensors'))).folder).toBe(folder);
  const run = await openRun('predict', folder);
  expect(run.record.settings.hidden).toEqual([8]);
  const { model, weights } = await loadNetwork(run);
  expect(model.countParameters()).toBe(24_674);
  dispose([weights.params, weights.state]);
});

test('a network that is damaged is named', async () => {
  const folder = await tinyRun();
  await writeFile(join(folder, 'model.safetensors'), 'x');
  await expect(loadNetwork(await openRun('predict', folder))).rejects.toThrow(/model\.safetensors/);
});
