import '@tensorflow/tfjs-backend-cpu';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as layers from '@kindling/models';
import { dense, input, sequential } from '@kindling/models';
import { loadModel } from '@kindling/models/node';
import { ones, zeros } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeCheckpoint } from '../checkpoint/encodeCheckpoint.ts';
import { compile } from '../trainer/compile.ts';
import { type BackupOptions, backup, latestBackup } from './backup.ts';
import type { Callback } from './callback.ts';
import type { BackupPlace } from './places/filePlace.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  path = join(folder, 'run', 'backup.safetensors');
});
afterEach(() => rm(folder, { recursive: true }));

const net = sequential([input({ shape: [2] }), dense({ units: 3 })]);
const data = { x: ones([12, 2]), y: zeros([12, 3]) };
const fresh = () => compile(net, { optimizer: 'adam', loss: 'mse', seed: 1 });
/** 3 steps an epoch. */
const train = async (callbacks: readonly Callback[], epochs = 2) => {
  const trainer = fresh();
  await trainer.fit(data, { epochs, batchSize: 4, callbacks }).finally(() => trainer.dispose());
};

/** Where each backup stood. */
const kept = async (options: Omit<BackupOptions, 'path' | 'place'>): Promise<readonly string[]> => {
  const seen: string[] = [];
  const place: BackupPlace = {
    read: async () => [],
    write: async (bytes) => {
      const { epoch, batch } = await decodeCheckpoint(bytes);
      seen.push(`${epoch}.${batch}`);
    },
    remove: async () => void seen.push('removed'),
  };
  await train([backup({ ...options, place })]);
  return seen;
};

test('a backup is made after so many epochs, steps or seconds, also inside an epoch', async () => {
  expect(await kept({})).toEqual(['1.0', '2.0']);
  expect(await kept({ every: { epochs: 2 } })).toEqual(['2.0']);
  expect(await kept({ every: { steps: 2 } })).toEqual(['0.2', '1.1', '1.3']);
  expect((await kept({ every: { seconds: 1e-9 } })).length).toBeGreaterThan(0);
  expect(await kept({ every: { seconds: 1000 } })).toEqual([]);
  expect(await kept({ removeWhenDone: true })).toEqual(['1.0', '2.0', 'removed']);
});

test('the file is a model too, the one before it is kept, and a damaged one falls back on that', async () => {
  expect(await latestBackup(path)).toBeUndefined();
  await train([backup({ path })]);
  expect((await readdir(join(folder, 'run'))).sort()).toEqual(['backup.safetensors', 'backup.safetensors.previous']);
  const { model, weights } = await loadModel(path, layers);
  expect(JSON.stringify(model)).toBe(JSON.stringify(net));
  expect(Object.keys(weights.params)).toEqual(['dense/kernel', 'dense/bias']);
  expect((await latestBackup(path))?.epoch).toBe(2);
  const dropped = new File([await readFile(path)], 'backup.safetensors');
  expect(await decodeCheckpoint(dropped)).toEqual(await latestBackup(path));

  const bytes = await readFile(path);
  bytes[bytes.length - 1] = bytes.at(-1)! ^ 1;
  await writeFile(path, bytes);
  expect((await latestBackup(path))?.epoch).toBe(1);
  await rm(`${path}.previous`);
  await expect(latestBackup(path)).rejects.toThrow(
    /^latestBackup: .*backup\.safetensors: decodeCheckpoint: the file's checksum is .* it was damaged; remove it/,
  );
  await writeFile(path, bytes.subarray(0, 100));
  await expect(latestBackup(path)).rejects.toThrow('safetensors');
});

test('a write that failed is told once: the next fit begins anew', async () => {
  let fails = true;
  const place: BackupPlace = {
    read: async () => [],
    write: () => (fails ? Promise.reject(new Error('disk full')) : Promise.resolve()),
    remove: async () => undefined,
  };
  const saving = backup({ place, every: { seconds: 1e-9 } });
  await expect(train([saving])).rejects.toThrow('disk full');
  fails = false;
  await train([saving]);
});

test('when it is removed nothing is left; a run that failed keeps it', async () => {
  await train([backup({ path, removeWhenDone: true })]);
  expect(await readdir(join(folder, 'run'))).toEqual([]);
  const failing: Callback = { onEpochEnd: ({ epoch }) => (epoch === 1 ? Promise.reject(new Error('no')) : undefined) };
  await expect(train([backup({ path, removeWhenDone: true }), failing])).rejects.toThrow('no');
  expect((await latestBackup(path))?.epoch).toBe(1);
});

test('a path that cannot be written is known before the first step', async () => {
  await mkdir(path, { recursive: true });
  const trained: number[] = [];
  const watch: Callback = { onBatchEnd: ({ batch }) => void trained.push(batch) };
  await expect(train([watch, backup({ path })])).rejects.toThrow(/^backup: .* is a folder/);
  expect(trained).toEqual([]);
});

test.each([
  [{}, 'backup: give path or place, one of them, got none'],
  [{ path: 'a', place: { read: 1 } }, 'remove, as browserPlace("run") and filePlace("run") have, got { read }'],
  [{ path: 'a', every: {} }, 'backup: every must be one of epochs, steps, seconds, got {  }'],
  [{ path: 'a', every: { epochs: 1, steps: 2 } }, 'backup: every must be one of epochs, steps, seconds'],
  [{ path: 'a', every: { hours: 1 } }, 'backup: every: unknown option "hours". Known: epochs, steps, seconds'],
  [{ path: 'a', every: { seconds: -1 } }, 'backup: every: seconds must be a number above 0, got -1'],
  [{ path: '' }, 'backup: path must be a string that is not empty, got ""'],
])('options that make no sense are refused (%#)', (options, message) => {
  expect(() => backup(options as BackupOptions)).toThrow(message);
});
