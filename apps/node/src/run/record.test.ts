import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../cli/command.ts';
import { shellLine } from '../cli/flags.ts';
import { temporaryFolder } from '../testing/session.ts';
import { type RunRecord, readRecord, writeRecord } from './record.ts';

const record: RunRecord = {
  status: 'running',
  settings: {
    data: 'my data',
    model: 'mlp',
    hidden: [],
    epochs: 3,
    batch: 32,
    learningRate: 5e-4,
    seed: 1,
    backend: 'wasm',
    shards: undefined,
    train: undefined,
    test: 50,
  },
  classNames: ['cat', 'NaN'],
  data: { train: { pictures: 2, sha256: 'a' }, test: { pictures: 1, sha256: 'b' } },
  backend: { name: 'wasm', device: 'one core' },
  versions: { node: '22' },
  started: '2026-01-01T00:00:00.000Z',
  sittings: 1,
  seconds: 3,
  history: [{ loss: Number.NaN, accuracy: 0.5, validation: { loss: Number.POSITIVE_INFINITY, accuracy: 0 } }],
};

test('a record comes back as it was written, also what JSON has no word for', async () => {
  const folder = await temporaryFolder();
  await writeRecord(folder, record);
  expect(await readRecord('train', folder)).toEqual({ ...record, repeat: expect.any(String) });
});

test('it opens with the line that repeats the run', async () => {
  const folder = await temporaryFolder();
  await writeRecord(folder, record);
  expect(JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')).repeat).toBe(
    `npm start -- train --data ${shellLine(['my data'])} --model mlp --hidden none --epochs 3 --batch 32 --learning-rate 0.0005 --seed 1 --backend wasm --test 50`,
  );
});

test('a network without hidden layers to choose has none in its line', async () => {
  const folder = await temporaryFolder();
  const settings = { ...record.settings, model: 'cnn', hidden: undefined } as const;
  await writeRecord(folder, { ...record, settings });
  const read = await readRecord('train', folder);
  expect(read.settings).toEqual(settings);
  expect(read).toMatchObject({ repeat: expect.stringContaining('--model cnn --epochs 3') });
});

test('a record of before there was a choice is one of the mlp', async () => {
  const folder = await temporaryFolder();
  const { model, ...settings } = record.settings;
  await writeRecord(folder, { ...record, settings: settings as RunRecord['settings'] });
  expect((await readRecord('train', folder)).settings.model).toBe('mlp');
});

test.each([
  ['', 'is not the record of a run'],
  ['{"settings": {}', 'is not the record of a run'],
  ['[]', 'is not the record of a run'],
  ['{"settings": {}, "history": [1]}', 'is not the record of a run'],
])('%j is refused', async (text, message) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'run.json'), text);
  const failing = readRecord('train', folder);
  await expect(failing).rejects.toThrow(UsageError);
  await expect(failing).rejects.toThrow(message);
});

test('settings that were edited by hand are held to the rules of the flags', async () => {
  const folder = await temporaryFolder();
  await writeRecord(folder, { ...record, settings: { ...record.settings, epochs: -1 } });
  await expect(readRecord('train', folder)).rejects.toThrow(/run\.json: --epochs must be a positive integer, got "-1"/);
});

test('a folder without a record is refused with what makes one', async () => {
  await expect(readRecord('predict', 'nowhere')).rejects.toThrow(
    /^predict: "nowhere" holds no run.*`npm start` makes one/,
  );
});
