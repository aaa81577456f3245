import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playCallback } from '@tests/kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelCheckpoint } from './modelCheckpoint.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelCheckpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

const losses = (...values: number[]) => values.map((loss) => ({ loss, validation: { loss } }));
const written = () => readFile(join(folder, 'deep', 'model'), 'utf8');
const path = () => join(folder, 'deep', 'model');

test('each epoch replaces the file, in folders made as needed, and leaves nothing else', async () => {
  await playCallback(modelCheckpoint(path()), losses(1, 2));
  expect(await written()).toBe('model after epoch 1');
  expect(await readdir(join(folder, 'deep'))).toEqual(['model']);
});

test('only the best is saved where that is requested; NaN is not', async () => {
  const callback = modelCheckpoint(path(), { saveBestOnly: true });
  expect(callback.monitor).toBe('validation.loss');
  await playCallback(callback, losses(Number.NaN, 3, 1, 2, Number.NaN));
  expect(await written()).toBe('model after epoch 2');
  await playCallback(callback, losses(9)); // a second fit has a best of its own
  expect(await written()).toBe('model after epoch 0');
});

test('nothing is watched where every epoch is saved', () => {
  expect(modelCheckpoint(path()).monitor).toBeUndefined();
  expect(() => modelCheckpoint(path(), { monitor: 'loss' })).toThrow(
    'modelCheckpoint: monitor and mode have an effect only with saveBestOnly: true',
  );
});

test('a function names a file for each epoch', async () => {
  await playCallback(
    modelCheckpoint((epoch, { loss }) => join(folder, `${epoch + 1}-${loss}`)),
    losses(1, 2),
  );
  expect((await readdir(folder)).sort()).toEqual(['1-1', '2-2']);
});

test('what names no file is refused', async () => {
  expect(() => modelCheckpoint(undefined as never)).toThrow('modelCheckpoint: path must name a file, got undefined');
  await expect(
    playCallback(
      modelCheckpoint(() => ''),
      losses(1),
    ),
  ).rejects.toThrow('path must name a file, got ""');
});

test('a file that cannot be written ends training and leaves the old one, and nothing beside it', async () => {
  await mkdir(path(), { recursive: true });
  await expect(playCallback(modelCheckpoint(path()), losses(1))).rejects.toThrow(/^modelCheckpoint: E.*model/);
  expect(await readdir(join(folder, 'deep'))).toEqual(['model']);
});
