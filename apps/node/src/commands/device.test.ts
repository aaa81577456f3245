import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engine } from '@tensorflow/tfjs-core';
import { lacksTorch, provideTorch } from '@tests/kit/python';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder, type } from '../testing/session.ts';

const few = ['--train', '200', '--test', '50', '--hidden', '8', '--epochs', '1'];

describe.skipIf(lacksTorch !== undefined)(`on the PyTorch of a Python (${lacksTorch ?? 'CPU'})`, () => {
  beforeAll(provideTorch);

  test('a run is trained, gone on with and scored on --device torch-cpu', { timeout: 120_000 }, async () => {
    const run = join(await temporaryFolder(), 'run');
    const trained = await type('train', ...few, '--device', 'torch-cpu', '--out', run);
    expect([trained.code, trained.errors]).toEqual([0, '']);
    expect(trained.output).toMatch(/^Backend {2}torch on \d+ CPU core/m);
    const record = JSON.parse(await readFile(join(run, 'run.json'), 'utf8'));
    expect(record).toMatchObject({
      settings: { backend: 'torch-cpu' },
      backend: { name: 'torch' },
      versions: { torch: expect.stringMatching(/^\d+\.\d+/) },
    });
    expect(record.repeat).toContain('--backend torch-cpu');

    const gone = await type('train', '--resume', run, '--epochs', '2');
    expect([gone.code, gone.output]).toEqual([0, expect.stringContaining('Backend  torch on')]);
    const evaluated = await type('evaluate', run, '--device', 'torch-cpu');
    expect([evaluated.code, evaluated.output]).toEqual([0, expect.stringContaining('50 to test with')]);
    expect(engine().state.numTensors).toBe(0);
  });
});

test('a device that is not known is refused with the nearest', async () => {
  const { code, errors } = await type('train', ...few, '--device', 'torch-cup');
  expect([code, errors]).toEqual([1, expect.stringContaining('did you mean "torch-cpu"?')]);
});

test('a device is told once, under one of its names', async () => {
  const { code, errors } = await type('train', '--device', 'cpu', '--backend', 'cpu');
  expect([code, errors]).toEqual([2, expect.stringContaining('is given twice')]);
});
