import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playCallback } from '@tests/kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { csvLog } from './csvLog.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csvLog-'));
  path = join(folder, 'runs', 'history.csv');
});
afterEach(() => rm(folder, { recursive: true }));

const row = (loss: number) => ({ loss, accuracy: 0.1 + 0.2, validation: { loss: loss + 1, accuracy: Number.NaN } });
const written = () => readFile(path, 'utf8');

test('each epoch is one row, in full precision, in the order of the logs', async () => {
  await playCallback(csvLog(path), [row(1.5), row(1e-9)]);
  expect(await written()).toBe(
    [
      'epoch,loss,accuracy,validation.loss,validation.accuracy',
      '0,1.5,0.30000000000000004,2.5,NaN',
      '1,1e-9,0.30000000000000004,1.000000001,NaN',
      '',
    ].join('\n'),
  );
});

test('a row is in the file as soon as its epoch has ended', async () => {
  const seen: number[] = [];
  const log = csvLog(path);
  const look = {
    ...log,
    onEpochEnd: async (event: Parameters<NonNullable<typeof log.onEpochEnd>>[0]) => {
      await log.onEpochEnd?.(event);
      seen.push((await written()).split('\n').length - 2);
    },
  };
  await playCallback(look, [{ loss: 3 }, { loss: 2 }, { loss: 1 }]);
  expect(seen).toEqual([1, 2, 3]);
});

test('a new run replaces the old file, but not before its first epoch has ended', async () => {
  await playCallback(csvLog(path), [{ loss: 3 }, { loss: 2 }]);
  await playCallback(csvLog(path), []);
  expect(await written()).toBe('epoch,loss\n0,3\n1,2\n');
  await playCallback(csvLog(path), [{ loss: 5 }]);
  expect(await written()).toBe('epoch,loss\n0,5\n');
});

test('with append a resumed run goes on below, and replaces the epochs that it runs again', async () => {
  await playCallback(csvLog(path), [{ loss: 3 }, { loss: 2 }, { loss: 1 }]);
  await writeFile(path, `${await written()}3,0.`); // a row that was cut short
  await playCallback(csvLog(path, { append: true }), [{ loss: 2.5 }, { loss: 1.5 }], { initialEpoch: 1 });
  expect(await written()).toBe('epoch,loss\n0,3\n1,2.5\n2,1.5\n');
});

test('append begins a file where there is none', async () => {
  await playCallback(csvLog(path, { append: true }), [{ loss: 3 }]);
  expect(await written()).toBe('epoch,loss\n0,3\n');
});

test('append refuses a file with other columns, and leaves it as it is', async () => {
  await playCallback(csvLog(path), [row(1)]);
  const before = await written();
  await expect(playCallback(csvLog(path, { append: true }), [{ loss: 3 }], { initialEpoch: 1 })).rejects.toThrow(
    `csvLog: ${path} has the columns epoch,loss,accuracy,validation.loss,validation.accuracy, and this run logs epoch,loss`,
  );
  expect(await written()).toBe(before);
});

test('names with commas and quotes are quoted', async () => {
  const named = { loss: 1, 'a,"b"': 2 };
  await playCallback(csvLog(path), [named]);
  expect(await written()).toBe('epoch,loss,"a,""b"""\n0,1,2\n');
});

test('a path that cannot be written to ends training before it begins', async () => {
  await writeFile(join(folder, 'runs'), 'a file where a folder should be');
  await expect(playCallback(csvLog(path), [{ loss: 1 }])).rejects.toThrow(/^csvLog: E.*runs/);
  expect(() => csvLog('')).toThrow('csvLog: path must name a file, got ""');
});

test('a run that goes on cuts what the broken one wrote behind its checkpoint', async () => {
  const first = csvLog(path);
  await playCallback(first, [row(1)]);
  const state = JSON.parse(JSON.stringify(first.state?.()));
  await playCallback({ ...first, onTrainBegin: () => undefined }, [row(2)], { initialEpoch: 1 });
  const broken = await written();

  const second = csvLog(path);
  await second.resume?.(state as never);
  expect(broken.startsWith(await written())).toBe(true);
  await playCallback({ ...second, onTrainBegin: () => undefined }, [row(2)], { initialEpoch: 1 });
  expect(await written()).toBe(broken);
  await writeFile(path, 'epoch');
  await expect(csvLog(path).resume?.(state as never)).rejects.toThrow(/had \d+ bytes at the checkpoint, and has 5/);
});

test('before the first row of a run there is nothing to go on from: the file is left as it is', async () => {
  const { state, resume } = csvLog(path, { append: true });
  expect(state?.()).toEqual({ length: 0 });
  await playCallback(csvLog(path), [row(9)]);
  const before = await written();
  await resume?.({ length: 0 } as never);
  expect(await written()).toBe(before);
});

test.each([null, {}, { length: -1 }, { length: 0.5 }, { length: 0, more: 1 }])(
  'a state of %j is refused',
  async (state) => {
    await expect(async () => csvLog(path).resume?.(state as never)).rejects.toThrow(/^csvLog: state/);
  },
);
