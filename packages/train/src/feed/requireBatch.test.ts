import '@tensorflow/tfjs-backend-cpu';
import { dataset, fromArrays, hostArray } from '@kindling/data';
import { dense, input, sequential } from '@kindling/models';
import { memory, ones } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from '../trainer/compile.ts';
import { requireBatch } from './requireBatch.ts';

const line = sequential([input({ shape: [1] }), dense({ units: 1 })]);
const fresh = () => compile(line, { optimizer: 'sgd', loss: 'mse', seed: 1 });

test('rows that were not batched are told the stage', async () => {
  const remedy = 'make a tensor of it, or batches of rows: pipe(dataset, batch(32))';
  const refused = (batch: { x: unknown; y: unknown }, got: string) =>
    expect(() => requireBatch('fit', batch)).toThrow(`fit: a batch must hold tensors, got ${got}; ${remedy}`);
  const y = ones([1]);
  refused({ x: hostArray(new Float32Array(2), [2]), y }, 'a host array for x');
  refused({ x: { left: new Uint8Array(2) }, y }, 'Uint8Array for x.left');
  refused({ x: y, y: 3 }, '3 for y');
  y.dispose();
  const trainer = fresh();
  const rows = fromArrays({ x: [[1], [2]], y: [[1], [2]] });
  await expect(trainer.fit(rows as never)).rejects.toThrow(
    `fit: a batch must hold tensors, got a host array for x; ${remedy}`,
  );
  trainer.dispose();
});

test('freed tensors are told as such, wherever they are given', async () => {
  const trainer = fresh();
  const before = memory().numTensors;
  const [x, y] = [ones([2, 1]), ones([2, 1])];
  const same = dataset({
    async *iterate() {
      for (let i = 0; i < 3; i++) yield { x, y };
    },
  });
  await expect(trainer.fit(same)).rejects.toThrow(
    'fit: x was disposed of before. A batch of a dataset is freed once it was used: make new tensors for each batch',
  );
  expect(memory().numTensors).toBe(before);
  await expect(trainer.evaluate(same)).rejects.toThrow('evaluate: x was disposed of before');
  await expect(trainer.predict(same)).rejects.toThrow('predict: x was disposed of before');
  await expect(trainer.trainOnBatch({ x, y })).rejects.toThrow('trainOnBatch: x was disposed of before');
  await expect(trainer.fit({ x, y })).rejects.toThrow('fit: x was disposed of before');
  await expect(trainer.predict(x)).rejects.toThrow('predict: x was disposed of before');
  trainer.dispose();
});
