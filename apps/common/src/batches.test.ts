import '@tensorflow/tfjs-backend-cpu';
import { shapes } from '@kindling/data';
import { argMax, dispose, max, min } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type BatchChoice, batches } from './batches.ts';

const labels = async (choice: BatchChoice): Promise<readonly (readonly number[])[]> => {
  const { train } = await shapes({ train: 25, test: 0 });
  const read: number[][] = [];
  for await (const { x, y } of batches(train, choice)) {
    expect(x.shape.slice(1)).toEqual([32, 32, 3]);
    expect(y.shape[1]).toBe(10);
    const [low = -1, high = 2] = [(await min(x).data())[0], (await max(x).data())[0]];
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeGreaterThan(0.5);
    expect(high).toBeLessThanOrEqual(1);
    read.push(Array.from(await argMax(y, -1).data()));
    dispose({ x, y });
  }
  return read;
};

test('pictures come in their order, the last batch with what is left', async () => {
  const read = await labels({ size: 10, classes: 10 });
  expect(read.map((batch) => batch.length)).toEqual([10, 10, 5]);
  expect(read.flat()).toEqual(Array.from({ length: 25 }, (_, i) => i % 10));
});

test('with a seed they are shuffled, the same way for the same seed', async () => {
  const one = await labels({ size: 10, classes: 10, seed: 1 });
  expect(one).toEqual(await labels({ size: 10, classes: 10, seed: 1 }));
  expect(one.flat()).not.toEqual((await labels({ size: 10, classes: 10 })).flat());
  expect(one.flat().toSorted()).toEqual((await labels({ size: 10, classes: 10 })).flat().toSorted());
});

test('several processes share the pictures: level parts to train on, all of them to test with', async () => {
  const of = (rank: number, choice: BatchChoice) => labels({ ...choice, world: { rank, size: 2, shards: 4 } });
  const choice = { size: 10, classes: 10 };
  const tested = await Promise.all([of(0, choice), of(1, choice)]);
  expect(tested).toEqual([
    [
      [0, 1, 4, 5, 8],
      [9, 2, 3, 6, 7],
      [0, 1, 4],
    ],
    [
      [2, 3, 6, 7, 0],
      [1, 4, 5, 8, 9],
      [2, 3],
    ],
  ]);
  const trained = await Promise.all([of(0, { ...choice, seed: 1 }), of(1, { ...choice, seed: 1 })]);
  expect(trained.map((read) => read.map((batch) => batch.length))).toEqual([
    [5, 5, 2],
    [5, 5, 2],
  ]);
  const whole = (await labels({ ...choice, seed: 1 })).flat();
  expect(trained[0]!.flat()).toEqual(whole.slice(0, 24).filter((_, i) => i % 4 < 2));
});
