import '@tensorflow/tfjs-backend-cpu';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mlp as network } from '@kindling/app-common';
import { shapes } from '@kindling/data';
import { compile } from '@kindling/train';
import { fill, memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/session.ts';
import { judge, scoreLine, writeResults } from './results.ts';

const mlp = network([32, 32, 3], [4], 10);
const options = { optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'], seed: 1 } as const;

test('score, matrix and report agree with the predictions', async () => {
  const { test: split, classNames } = await shapes({ train: 0, test: 30 });
  const trainer = compile(mlp, options);
  const before = memory().numTensors;
  const results = await judge(trainer, split, classNames, 8);
  expect(memory().numTensors).toBe(before);
  trainer.dispose();
  const { accuracy, actual, predicted, matrix, report } = results!;
  expect(actual).toEqual(Array.from({ length: 30 }, (_, i) => classNames[i % 10]));
  expect(accuracy).toBeCloseTo(actual.filter((name, i) => name === predicted[i]).length / 30, 6);
  expect(matrix.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(30);

  const folder = await temporaryFolder();
  await writeResults(folder, split, results!);
  expect(await readFile(join(folder, 'report.txt'), 'utf8')).toBe(`${scoreLine(results!)}\n\n${report}\n`);
  expect((await readFile(join(folder, 'confusion.png'))).subarray(1, 4).toString()).toBe('PNG');
  expect((await readFile(join(folder, 'predictions.png'))).subarray(1, 4).toString()).toBe('PNG');
});

test('a network whose weights are NaN has no results', async () => {
  const { test: split, classNames } = await shapes({ train: 0, test: 10 });
  const { params, state } = mlp.init({ seed: 1 });
  const broken = Object.fromEntries(Object.entries(params).map(([name, { shape }]) => [name, fill(shape, Number.NaN)]));
  const trainer = compile(mlp, { ...options, weights: { params: broken, state } });
  expect(await judge(trainer, split, classNames, 8)).toBeUndefined();
});
