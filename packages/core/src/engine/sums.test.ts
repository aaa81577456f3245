import '@tensorflow/tfjs-backend-cpu';
import { add, div, memory, type Scalar, scalar } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { release, tidied } from '../tree/tensors.ts';
import { createSums } from './sums.ts';

const mean = {
  sums: () => ({ total: scalar(0), count: scalar(0) }),
  results: ({ total, count }: Readonly<Record<string, Scalar>>) => ({ mean: div(total!, count!) }),
};

test('a mean is exact over folds between its batches', async () => {
  const before = memory().numTensors;
  const sums = createSums(mean as never);
  const join = (total: number, count: number) =>
    sums.replace(tidied(() => ({ total: add(sums.onDevice.total!, total), count: add(sums.onDevice.count!, count) })));
  join(10, 4);
  expect(await sums.logs()).toEqual({ mean: 2.5 });
  await sums.fold();
  expect(await sums.logs()).toEqual({ mean: 2.5 });
  join(2, 2);
  expect(await sums.logs()).toEqual({ mean: 2 });
  const { mean: onDevice } = sums.results();
  expect(await onDevice!.data()).toEqual(Float32Array.of(2));
  onDevice!.dispose();
  sums.clear();
  join(7, 1);
  expect(await sums.logs()).toEqual({ mean: 7 });
  sums.dispose();
  expect(memory().numTensors).toBe(before);
});

test('counts go on past 2^24, where float32 stands still', async () => {
  const sums = createSums({ sums: () => ({ count: scalar(0) }), results: ({ count }) => ({ count: count! }) });
  for (let i = 0; i < 3; i++) {
    sums.replace(tidied(() => ({ count: add(sums.onDevice.count!, 2 ** 24 - 1) })));
    await sums.fold();
    sums.replace(tidied(() => ({ count: add(sums.onDevice.count!, 2) })));
    await sums.fold();
  }
  // 3 · (2^24 + 1) = 50,331,651, of which float32 keeps the neighbour that a result may show.
  expect((await sums.logs()).count).toBe(Math.fround(3 * (2 ** 24 + 1)));
  sums.clear();
  const single = scalar(2 ** 24);
  expect((await add(single, 1).data())[0]).toBe(2 ** 24);
  release(single);
});

test('reading changes nothing', async () => {
  const watched = createSums(mean as never);
  const alone = createSums(mean as never);
  for (let i = 1; i < 50; i++) {
    for (const sums of [watched, alone]) {
      sums.replace(tidied(() => ({ total: add(sums.onDevice.total!, 1 / i), count: add(sums.onDevice.count!, 1) })));
    }
    await watched.logs();
  }
  expect(await watched.logs()).toEqual(await alone.logs());
  watched.dispose();
  alone.dispose();
});

test('nothing logged gives nothing', async () => {
  expect(await createSums({ sums: () => ({}), results: () => ({}) }).logs()).toEqual({});
});
