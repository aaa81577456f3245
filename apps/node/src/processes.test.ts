import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Family, lacksMpi } from '../../../packages/distributed/testing/families.ts';
import { type Kill, mpirun } from '../../../packages/distributed/testing/mpirun.ts';
import { buildApp } from './testing/buildApp.ts';
import { temporaryFolder, type } from './testing/session.ts';

let main: string;
let home: string;
beforeAll(async () => {
  home = await temporaryFolder();
  main = await buildApp('processes-test');
});

const flags = ['--train', '200', '--test', '50', '--hidden', '8', '--backend', 'cpu'];
const left = (name: string) => Promise.all(['model.safetensors', 'history.csv'].map((file) => read(name, file)));
const read = (name: string, file: string) => readFile(join(home, name, file), 'utf8');

const alone = async (...argv: readonly string[]): Promise<void> => {
  const { code, errors } = await type('train', ...argv);
  if (code !== 0) throw new Error(errors);
};

const job = (family: Family, size: number, argv: readonly string[], kill?: Kill) =>
  mpirun(family, size, main, ['train', ...argv], { cwd: home, kill });

describe.skipIf(lacksMpi.openmpi !== undefined)(`under mpirun (${lacksMpi.openmpi ?? 'installed'})`, () => {
  test('two processes train to the files of one with as many shards; one of them speaks', {
    timeout: 120_000,
  }, async () => {
    await alone(...flags, '--epochs', '2', '--shards', '2', '--out', join(home, 'one'));
    const { code, stdout } = await job('openmpi', 2, [...flags, '--epochs', '2', '--out', 'two']);
    expect(code).toBe(0);
    expect(await left('two')).toEqual(await left('one'));
    expect(JSON.parse(await read('two', 'run.json'))).toMatchObject({ status: 'finished', settings: { shards: 2 } });
    expect(stdout.split('What to type next')).toHaveLength(2);
    expect(await read('two', 'report.txt')).toBe(await read('one', 'report.txt'));
  });

  test('wrong options are told once, with exit code 2', { timeout: 120_000 }, async () => {
    const { code, stderr } = await job('openmpi', 2, [...flags, '--shards', '3']);
    expect(code).toBe(2);
    expect(stderr.split("train: 3 shards can't be shared out among 2 processes")).toHaveLength(2);
  });
});

describe.skipIf(lacksMpi.mpich !== undefined)(`under mpirun (${lacksMpi.mpich ?? 'installed'})`, () => {
  test('SIGTERM to one rank ends both, saved; one process ends the run as if undisturbed', {
    timeout: 120_000,
  }, async () => {
    const argv = [...flags, '--epochs', '500', '--shards', '4', '--out', 'broken'];
    const kill = { after: 'Epoch 2/', who: 1, signal: 'SIGTERM' } as const;
    const { code, stdout, late, left: there } = await job('mpich', 2, argv, kill);
    expect({ code, late, there, stdout }).toMatchObject({ code: 143, late: false, there: [] });
    expect(stdout).toContain('npm start -- train --resume broken');
    const { status, history } = JSON.parse(await read('broken', 'run.json'));
    expect(status).toBe('interrupted');
    const epochs = String(history.length + 2);
    await alone('--resume', join(home, 'broken'), '--epochs', epochs);
    await alone(...flags, '--epochs', epochs, '--shards', '4', '--out', join(home, 'whole'));
    expect(await left('broken')).toEqual(await left('whole'));
  });
});
