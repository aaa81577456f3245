import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { platform } from '@kindling/core';
import { dense, input, sequential } from '@kindling/models';
import { tensor2d } from '@tensorflow/tfjs-core';
import { playCallback } from '@tests/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sgd } from '../optimizers/sgd.ts';
import { compile } from '../trainer/compile.ts';
import { modelCheckpoint } from './modelCheckpoint.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelCheckpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

const losses = (...values: number[]) => values.map((loss) => ({ loss, validation: { loss } }));
const written = () => readFile(join(folder, 'deep', 'model'), 'utf8');
const path = () => join(folder, 'deep', 'model');

test('each epoch replaces the file, in folders made as needed, and leaves nothing else', async () => {
  await playCallback(modelCheckpoint(path()), losses(1, 2));
  expect(await written()).toBe('model after epoch 1');
  expect(await readdir(join(folder, 'deep'))).toEqual(['model']);
});

test('only the best is saved where that is requested; NaN is not', async () => {
  const callback = modelCheckpoint(path(), { saveBestOnly: true });
  expect(callback.monitor).toBe('validation.loss');
  await playCallback(callback, losses(Number.NaN, 3, 1, 2, Number.NaN));
  expect(await written()).toBe('model after epoch 2');
  await playCallback(callback, losses(9)); // the best stays the best in a second fit
  expect(await written()).toBe('model after epoch 2');
  const resumed = modelCheckpoint(path(), { saveBestOnly: true });
  await resumed.resume?.(JSON.parse(JSON.stringify(callback.state?.())) as never);
  await playCallback({ ...resumed, onTrainBegin: () => undefined }, losses(4));
  expect(await written()).toBe('model after epoch 2');
  await playCallback(callback, losses(0.5));
  expect(await written()).toBe('model after epoch 0');
});

test('weights with NaN do not replace a good file', async () => {
  const warn = vi.spyOn(platform, 'warn').mockReturnValue();
  const net = sequential([input({ shape: [1] }), dense({ units: 1, useBias: false, kernelInitializer: 'ones' })]);
  const trainer = compile(net, { optimizer: sgd({ learningRate: 1 }), loss: 'mse', seed: 1 });
  const at = (value: number) => ({ x: tensor2d([[1]]), y: tensor2d([[value]]) });
  const saving = { callbacks: [modelCheckpoint(path())] };
  await trainer.fit(at(1), saving);
  const good = await readFile(path());
  await trainer.fit(at(Number.NaN), saving);
  expect(await readFile(path())).toEqual(good);
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/the weights after epoch 1 hold NaN; .* is left as it was/));
  warn.mockRestore();
  trainer.dispose();
});

test('nothing is watched where every epoch is saved', () => {
  expect(modelCheckpoint(path()).monitor).toBeUndefined();
  expect(() => modelCheckpoint(path(), { monitor: 'loss' })).toThrow(
    'modelCheckpoint: monitor and mode have an effect only with saveBestOnly: true',
  );
});

test('a function names a file for each epoch', async () => {
  await playCallback(
    modelCheckpoint((epoch, { loss }) => join(folder, `${epoch + 1}-${loss}`)),
    losses(1, 2),
  );
  expect((await readdir(folder)).sort()).toEqual(['1-1', '2-2']);
});

test('what names no file is refused', async () => {
  expect(() => modelCheckpoint(undefined as never)).toThrow('modelCheckpoint: path must name a file, got undefined');
  await expect(
    playCallback(
      modelCheckpoint(() => ''),
      losses(1),
    ),
  ).rejects.toThrow('path must name a file, got ""');
});

test('a file that cannot be written ends training and leaves the old one, and nothing beside it', async () => {
  await mkdir(path(), { recursive: true });
  await expect(playCallback(modelCheckpoint(path()), losses(1))).rejects.toThrow(
    /^modelCheckpoint: .*model is a folder/,
  );
  expect(await readdir(join(folder, 'deep'))).toEqual(['model']);
});
