import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processTag } from '@kindling/core/node';
import { memory } from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { beforeAll, expect, test } from 'vitest';
import { shellLine } from '../cli/flags.ts';
import { locked } from '../run/lock.ts';
import { temporaryFolder, tiny, tinyRun, type } from '../testing/session.ts';

const all = [
  'checkpoint.safetensors',
  'confusion.png',
  'history.csv',
  'loss.png',
  'model.safetensors',
  'predictions.png',
  'report.txt',
  'run.json',
  'weights.png',
];
const record = async (folder: string) => JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
const history = (folder: string): Promise<string> => readFile(join(folder, 'history.csv'), 'utf8');

let folder: string;
beforeAll(async () => {
  folder = await tinyRun();
});

test('a run leaves all its files, and nothing else', async () => {
  expect((await readdir(folder)).toSorted()).toEqual(all);
  for (const file of all.filter((name) => name.endsWith('.png'))) {
    expect(PNG.sync.read(await readFile(join(folder, file))).width).toBeGreaterThan(300);
  }
  expect(await readFile(join(folder, 'report.txt'), 'utf8')).toMatch(/^test loss \d.*\n\n.*precision/);
  expect(await history(folder)).toMatch(/^epoch,loss,accuracy,validation.loss,validation.accuracy\n0,.*\n$/);
});

test('run.json says how to repeat it, and what came out', async () => {
  expect(await record(folder)).toMatchObject({
    repeat:
      'npm start -- train --data shapes --model mlp --hidden 8 --epochs 1 --batch 32 --learning-rate 0.0005 --seed 1 --backend cpu --train 200 --test 50',
    status: 'finished',
    settings: { data: 'shapes', model: 'mlp', hidden: [8], epochs: 1, seed: 1 },
    data: { train: { pictures: 200 }, test: { pictures: 50 } },
    backend: { name: 'cpu' },
    versions: { node: process.versions.node, '@tensorflow/tfjs-core': '4.22.0' },
    sittings: 1,
    history: [{ loss: expect.any(Number), validation: { accuracy: expect.any(Number) } }],
    results: { loss: expect.any(Number), accuracy: expect.any(Number) },
  });
});

test('the same line gives the same run, and another seed another', async () => {
  expect(await history(await tinyRun())).toBe(await history(folder));
  expect(await history(await tinyRun('--seed', '2'))).not.toBe(await history(folder));
});

test('it says data, backend, summary, score, report, what it left and what to type next', async () => {
  const out = join(await temporaryFolder(), 'a run');
  const { code, output } = await type('train', ...tiny, '--out', out);
  expect(code).toBe(0);
  for (const text of [
    'Data     shapes: 200 pictures to train on, 50 to test with, 10 classes',
    'Backend  cpu on',
    'Total params: 24,674',
    'Epoch 1/1  7/7 ',
    'test loss',
    'weighted avg',
    'predictions.png',
    `npm start -- predict ${shellLine([out])} picture.png`,
    'npm start -- train --data cifar10 --epochs 10',
  ]) {
    expect(output).toContain(text);
  }
});

test('a resumed run goes on with its rows, its weights and its settings', async () => {
  const resumed = await tinyRun();
  const before = await history(resumed);
  const { code } = await type('train', '--resume', resumed, '--epochs', '3');
  expect(code).toBe(0);
  expect(await history(resumed)).toMatch(new RegExp(`^${before.replaceAll('.', '\\.')}1,.*\\n2,.*\\n$`));
  const { history: rows, sittings, settings, status } = await record(resumed);
  expect([rows.length, sittings, settings.epochs, status]).toEqual([3, 2, 3, 'finished']);
  expect(rows[1].loss).toBeLessThan(rows[0].loss);
  const whole = join(await temporaryFolder(), 'whole');
  await type('train', ...tiny.map((word) => (word === '1' ? '3' : word)), '--out', whole);
  expect(await history(whole)).toBe(await history(resumed));
  const model = (run: string) => readFile(join(run, 'model.safetensors'));
  expect(await model(whole)).toEqual(await model(resumed));
});

test('a run that broke off after its last epoch is finished, and one without a checkpoint is refused', async () => {
  const broken = await tinyRun();
  const path = join(broken, 'run.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('"status": "finished"', '"status": "running"'));
  expect((await type('train', '--resume', broken)).code).toBe(0);
  expect(await record(broken)).toMatchObject({ status: 'finished', sittings: 2, results: JSON.parse(text).results });
  await rm(join(broken, 'checkpoint.safetensors'));
  const { code, errors } = await type('train', '--resume', broken, '--epochs', '2');
  expect([code, errors]).toEqual([
    2,
    expect.stringContaining('has no checkpoint.safetensors to go on from; train anew'),
  ]);
});

test('a resumed run removes what a killed process left half written', async () => {
  const resumed = await tinyRun();
  const [machine] = processTag().split('-');
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(join(resumed, `model.safetensors.${machine}-${gone}-0-0123abcd.partial`), 'half');
  const { code } = await type('train', '--resume', resumed, '--epochs', '2');
  expect([code, (await readdir(resumed)).toSorted()]).toEqual([0, all]);
});

test.each([
  [[], /has run 1 of 1 epochs; to go on, raise them: --epochs 2/],
  [['--hidden', '9'], /--hidden stays as the run has it; with --resume only --epochs and --device may change/],
])('resuming with %j is refused', async (more, message) => {
  const { code, errors } = await type('train', '--resume', folder, ...more);
  expect([code, errors]).toEqual([2, expect.stringMatching(message)]);
});

test('a folder that holds a run is not written over', async () => {
  const { code, errors } = await type('train', ...tiny, '--out', folder);
  expect([code, errors]).toEqual([2, expect.stringContaining('holds a run already')]);
});

test('a folder in which another process trains is refused, to a new run and to one that goes on', async () => {
  const { code, errors } = await locked(folder, () => type('train', '--resume', folder, '--epochs', '2'));
  expect([code, errors]).toEqual([
    2,
    expect.stringContaining(`${folder} is being trained by process ${process.pid} on`),
  ]);
  const out = await temporaryFolder();
  const second = await locked(out, () => type('train', ...tiny, '--out', out));
  expect([second.code, second.errors]).toEqual([2, expect.stringContaining('is being trained by process')]);
  expect(await readdir(out)).toEqual([]);
});

test('of two runs into one folder at once one is made', async () => {
  const out = join(await temporaryFolder(), 'run');
  const both = await Promise.all([type('train', ...tiny, '--out', out), type('train', ...tiny, '--out', out)]);
  expect(both.map(({ code }) => code).toSorted()).toEqual([0, 2]);
  expect(both.find(({ code }) => code === 2)?.errors).toMatch(/is being trained by process|holds a run already/);
  expect((await readdir(out)).toSorted()).toEqual(all);
  expect((await record(out)).history).toHaveLength(1);
});

test('a run that diverges says so, and leaves what it can', async () => {
  const out = join(await temporaryFolder(), 'run');
  const { code, output } = await type('train', ...tiny, '--out', out, '--learning-rate', '1e30');
  expect([code, output]).toEqual([1, expect.stringContaining('Try a smaller --learning-rate.')]);
  expect((await record(out)).status).toBe('diverged');
  expect(existsSync(join(out, 'predictions.png'))).toBe(false);
  expect((await type('train', '--resume', out, '--epochs', '9')).errors).toContain("has diverged, and can't go on");
});

test.runIf(existsSync('/proc/self'))(
  'a place that cannot be written is told in one line (skipped where there is no /proc)',
  async () => {
    const { code, errors } = await type('train', ...tiny, '--out', '/proc/x');
    expect([code, errors]).toEqual([2, expect.stringMatching(/^train: "\/proc\/x" cannot be written: .*--out$/)]);
    const file = await type('train', ...tiny, '--out', join(folder, 'report.txt', 'x'));
    expect([file.code, file.errors]).toEqual([2, expect.stringContaining('a part of its path is a file (ENOTDIR)')]);
  },
);

test.each([
  [['--data', 'nowhere'], 2, 'data: "nowhere" is not a file or folder here'],
  [['--resume', 'nowhere'], 2, 'train: "nowhere" holds no run'],
  [['--model', 'cnn', '--hidden', '8'], 2, 'train: --hidden goes with --model mlp; the layers of cnn are fixed'],
  [['extra'], 2, 'train: "extra" is not a flag; for data of your own type --data extra'],
])('%j is refused', async (argv, expected, message) => {
  const { code, errors } = await type('train', ...argv);
  expect([code, errors]).toEqual([expected, expect.stringContaining(message)]);
});

test('no tensor outlives a run', () => {
  expect(memory().numTensors).toBe(0);
});
