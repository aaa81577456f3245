import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Sweep } from './readSweep.ts';
import { keepRecord } from './record.ts';

let sweep: Sweep;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-sweep-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  sweep = {
    program: ['node', 'trial.mjs'],
    cwd: folder,
    storage: join(folder, 'kept'),
    space: { rate: { uniform: [0, 1] } },
    metric: 'loss',
    mode: 'min',
    trials: 4,
    scheduler: {},
    resources: { cpus: 1, gpus: 0 },
    retries: 3,
    seed: 0,
  };
});

test('a sweep begins once, and goes on when it is asked to', () => {
  expect(() => keepRecord(sweep, true)).toThrow(`--restore: ${sweep.storage} holds no sweep`);
  keepRecord(sweep, false);
  expect(JSON.parse(readFileSync(join(sweep.storage, 'sweep.json'), 'utf8'))).toEqual(sweep);
  expect(() => keepRecord(sweep, false)).toThrow(`${sweep.storage} holds a sweep; go on with it by --restore`);
  expect(() => keepRecord({ ...sweep, retries: 9, program: ['bun', 'trial.mjs'] }, true)).not.toThrow();
});

test('it goes on as the sweep that it was', () => {
  keepRecord(sweep, false);
  const other = { ...sweep, space: { rate: { uniform: [0, 2] } } };
  expect(() => keepRecord(other, true)).toThrow('--restore: sweep.json has another space');
  expect(() => keepRecord({ ...sweep, mode: 'max' }, true)).toThrow('--restore: sweep.json has another mode');
});
