// The recipes in examples/cluster, as far as they can be held to anything without a cluster.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSweep } from '../src/driver/readSweep.ts';
import { start } from './sweeps.ts';

const recipes = join(import.meta.dirname, '../../../examples/cluster');

/** Runs slurm.sh, whose srun ends with a code, and answers with its own code and what was called. */
const slurm = async (code: number, args: readonly string[], environment: Record<string, string>) => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-slurm-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['srun', 'scontrol']) {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho "${name} $*"\nexit ${name === 'srun' ? code : 0}\n`);
    chmodSync(path, 0o755);
  }
  writeFileSync(join(folder, 'configs.jsonl'), '{"units":1}\n{"units": 2}\n');
  const PATH = `${folder}:${process.env.PATH}`;
  const ended = await start(['bash', join(recipes, 'slurm.sh'), ...args], { PATH, ...environment }, folder).ended;
  return { code: ended.code, called: ended.output.trim().split('\n') };
};

const task = { SLURM_ARRAY_JOB_ID: '7', SLURM_ARRAY_TASK_ID: '2' };

test('slurm.sh gives each task of an array its line, and requeues those that were stopped', async () => {
  const call = 'srun --ntasks=1 node trial.mjs --config {"units": 2} --folder runs/2';
  const file = ['configs.jsonl'];
  expect(await slurm(0, file, task)).toEqual({ code: 0, called: [call] });
  for (const code of [143, 75])
    expect(await slurm(code, file, task)).toEqual({ code: 0, called: [call, 'scontrol requeue 7_2'] });
  for (const code of [1, 2, 137]) expect(await slurm(code, file, task)).toEqual({ code, called: [call] });
  const beyond = await slurm(0, file, { ...task, SLURM_ARRAY_TASK_ID: '3' });
  expect(beyond).toEqual({ code: 2, called: ['slurm.sh: configs.jsonl must have a line 3, got none'] });
});

test('slurm.sh without an array is one run of all tasks', async () => {
  const call = 'srun --mpi=pmix node trial.mjs --folder runs/job';
  expect(await slurm(143, [], { SLURM_JOB_ID: '9' })).toEqual({ code: 0, called: [call, 'scontrol requeue 9'] });
});

test('the sweep.json of the recipes is one', () => {
  expect(readSweep(join(recipes, 'sweep.json'))).toMatchObject({ trials: 12, mode: 'min' });
});

test('each recipe that was not run where it belongs says so first', () => {
  for (const name of readdirSync(recipes).filter((each) => /\.(sh|yaml)$/.test(each))) {
    const [first, second] = readFileSync(join(recipes, name), 'utf8').split('\n');
    expect(first?.startsWith('#!') ? second : first, name).toMatch(/^# Not run /);
  }
});

test('the page has every key of the schema', () => {
  const { properties } = JSON.parse(readFileSync(join(import.meta.dirname, '../sweep.schema.json'), 'utf8'));
  const page = readFileSync(join(import.meta.dirname, '../../../docs/cluster.md'), 'utf8');
  const { asha, pbt } = properties.scheduler.properties;
  const told = [properties, properties.resources.properties, asha.properties, pbt.properties].flatMap(Object.keys);
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const missing = told.filter((key) => key !== '$schema' && !rows.some((row) => row.includes(key)));
  expect(missing).toEqual([]);
});
