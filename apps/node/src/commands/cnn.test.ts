import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engine } from '@tensorflow/tfjs-core';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { temporaryFolder, type } from '../testing/session.ts';

test('a network of convolutions is trained, gone on with and used like the other', { timeout: 120_000 }, async () => {
  const folder = await temporaryFolder();
  const [run, picture] = [join(folder, 'run'), join(folder, 'picture.png')];
  const few = ['--model', 'cnn', '--train', '16', '--test', '4', '--batch', '8', '--epochs', '1', '--backend', 'wasm'];
  const trained = await type('train', ...few, '--out', run);
  expect([trained.code, trained.output]).toEqual([0, expect.stringContaining('Total params: 592,554')]);
  expect(await readdir(run)).not.toContain('weights.png');
  expect(trained.output).not.toContain('weights.png');
  const record = JSON.parse(await readFile(join(run, 'run.json'), 'utf8'));
  expect(record.repeat).toMatch(/^npm start -- train --data shapes --model cnn --epochs 1 /);

  expect((await type('train', '--resume', run, '--epochs', '2')).code).toBe(0);
  const evaluated = await type('evaluate', run, '--backend', 'wasm');
  expect([evaluated.code, evaluated.output]).toEqual([0, expect.stringContaining('4 to test with')]);
  expect((await type('summary', run)).output).toContain('Total params: 592,554');
  await writeFile(picture, PNG.sync.write(new PNG({ width: 40, height: 40 })));
  const predicted = await type('predict', run, picture, '--backend', 'wasm');
  expect([predicted.code, predicted.output]).toEqual([0, expect.stringMatching(/picture\.png +\d+\.\d %/)]);
  expect(engine().state.numTensors).toBe(0);
});
