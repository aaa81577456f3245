import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSweep } from './readSweep.ts';

const least = {
  program: ['node', 'trial.mjs'],
  storage: 'kept',
  space: { rate: { loguniform: [1e-4, 1e-1] }, units: { choice: [1, 2] }, kind: { grid: ['a', 'b'] }, epochs: 3 },
  metric: 'loss',
  mode: 'min',
  trials: 4,
};

const written = (content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-sweep-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'sweep.json'), content);
  return folder;
};

const read = (settings: object) => readSweep(join(written(JSON.stringify({ ...least, ...settings })), 'sweep.json'));

test('what is left out has its default, and paths are those of its folder', () => {
  const folder = written(JSON.stringify(least));
  expect(readSweep(join(folder, 'sweep.json'))).toEqual({
    ...least,
    cwd: folder,
    storage: join(folder, 'kept'),
    scheduler: {},
    resources: { cpus: 1, gpus: 0 },
    retries: 3,
    seed: 0,
  });
});

test('schedulers have their defaults; what has a rule but a grid is mutated', () => {
  expect(read({ scheduler: { asha: { epochs: 9 } } }).scheduler).toEqual({
    asha: { epochs: 9, grace: 1, reduction: 4 },
  });
  expect(read({ scheduler: { pbt: { every: 2 } } }).scheduler).toEqual({
    pbt: { every: 2, mutate: ['rate', 'units'], quantile: 0.25, resample: 0.25 },
  });
});

test('several processes are started by mpirun, with a CPU each', () => {
  const { program, resources } = read({ resources: { processes: 2, gpus: 1 } });
  expect(program).toEqual(['mpirun', '-n', '2', 'node', 'trial.mjs']);
  expect(resources).toEqual({ cpus: 2, gpus: 1 });
});

test.each([
  [{ trials: undefined }, 'sweep.json: trials must be given'],
  [{ scheduler: { ahsa: {} } }, 'sweep.json: unknown key of scheduler "ahsa"; did you mean "asha"?'],
  [{ scheduler: { asha: {} } }, 'sweep.json: scheduler.asha.epochs must be given'],
  [{ scheduler: { asha: { epochs: 2, grace: 3 } } }, 'scheduler.asha.grace must be at most epochs, 2, got 3'],
  [
    { scheduler: { pbt: { every: 1, mutate: ['unit'] } } },
    'unknown scheduler.pbt.mutate "unit"; did you mean "units"?',
  ],
  [{ scheduler: { pbt: { every: 1, mutate: ['kind'] } } }, 'unknown scheduler.pbt.mutate "kind"'],
  [{ scheduler: { pbt: { every: 1 } }, space: { a: 1 } }, 'space must have a rule other than grid'],
  [{ space: { rate: { uniform: [1, 1] } } }, 'sweep.json: space.rate.uniform must rise, got [1, 1]'],
  [{ space: { rate: { loguniform: [0, 1] } } }, 'sweep.json: space.rate.loguniform must be above 0, got [0, 1]'],
  [{ space: { rate: { int: [0, 1.5] } } }, 'sweep.json: space.rate.int[1] must be an integer, got 1.5'],
  [{ space: { rate: { normal: [0, 1] } } }, 'sweep.json: unknown key of space.rate "normal"'],
  [{ space: { rate: [1, 2] } }, 'sweep.json: space.rate must be a number or a string or true or false or an object'],
  [{ address: 'ray://host:1' }, 'sweep.json: address must be of the form'],
])('%j is refused', (settings, message) => {
  expect(() => read(settings)).toThrow(message);
});

test('what is no JSON is refused, and the file named', () => {
  const folder = written('{');
  expect(() => readSweep(join(folder, 'sweep.json'))).toThrow(`${join(folder, 'sweep.json')} must be JSON`);
});
