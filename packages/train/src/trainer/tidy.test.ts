import '@tensorflow/tfjs-backend-cpu';
import { batchNormalization, dense, input, sequential } from '@kindling/models';
import { memory, ones, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';

const net = () => sequential([input({ shape: [2] }), dense({ units: 2 }), batchNormalization(), dense({ units: 1 })]);
const fresh = () => compile(net(), { optimizer: 'adam', loss: 'mse', metrics: ['mae'], seed: 1 });

test("a caller's tidy frees what was handed out, and nothing of the trainer's", async () => {
  const [x, y] = [ones([4, 2]), ones([4, 1])];
  const before = memory().numTensors;
  const plain = fresh();
  const wanted: number[] = [];
  for (let i = 0; i < 3; i++) wanted.push((await plain.trainOnBatch({ x, y })).loss);
  const live = memory().numTensors - before;
  plain.dispose();

  const trainer = tidied(fresh);
  const got: number[] = [];
  for (let i = 0; i < 3; i++) tidy(() => void got.push(trainer.step({ x, y }).loss.dataSync()[0]!));
  expect(got).toEqual(wanted);
  expect(memory().numTensors - before).toBe(live);
  let batch: Promise<{ loss: number }> | undefined;
  tidy(() => {
    batch = trainer.trainOnBatch({ x, y });
  });
  let fit: Promise<unknown> | undefined;
  tidy(() => {
    trainer.snapshot();
  });
  expect((await batch)!.loss).toBeLessThan(wanted.at(-1)!);
  tidy(() => {
    fit = trainer.fit({ x, y }, { epochs: 2, batchSize: 2, validationSplit: 0.5 });
  });
  await fit;
  expect(await trainer.evaluate({ x, y })).toHaveProperty('mae');
  expect(memory().numTensors - before).toBe(live);
  trainer.dispose();
  expect(memory().numTensors).toBe(before);
});

/** Made inside a tidy. */
const tidied = <T>(make: () => T): T => {
  let made: T | undefined;
  tidy(() => {
    made = make();
  });
  return made as T;
};
