import '@tensorflow/tfjs-backend-cpu';
import { add, div, memory, type Scalar, scalar, Tensor } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { mapValues, release, tidied } from '../tree/tensors.ts';
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

test('results that were worked out with the sums are read once, without another kernel, and then forgotten', async () => {
  const results = vi.fn(mean.results);
  const sums = createSums({ ...mean, results } as never);
  const join = (total: number): void => {
    const next = tidied(() => ({ total: scalar(total), count: scalar(4) }));
    sums.replace(
      next,
      tidied(() => sums.resultsOf(next)),
    );
  };
  join(10);
  const before = memory().numTensors;
  expect(await sums.logs()).toEqual({ mean: 2.5 });
  expect([results.mock.calls.length, memory().numTensors]).toEqual([1, before - 1]);
  expect([await sums.logs(), results.mock.calls.length]).toEqual([{ mean: 2.5 }, 2]);
  join(12);
  const { mean: onDevice } = sums.results();
  expect([await onDevice!.data(), results.mock.calls.length]).toEqual([Float32Array.of(3), 3]);
  await sums.fold();
  join(2);
  expect(await sums.logs()).toEqual({ mean: 1.75 }); // (12 + 2) / (4 + 4), with what the host has
  sums.dispose();
  onDevice!.dispose();
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

test('a read that fails leaves nothing behind, and no sum is short of what could not be read', async () => {
  const before = memory().numTensors;
  const sums = createSums(mean as never);
  sums.replace(tidied(() => ({ total: scalar(10), count: scalar(4) })));
  const held = memory().numTensors;
  const data = vi.spyOn(Tensor.prototype, 'data').mockRejectedValue(new Error('the device is gone'));
  for (const read of [sums.logs, sums.read, sums.fold]) {
    await expect(read()).rejects.toThrow('the device is gone');
    expect(memory().numTensors).toBe(held);
  }
  data.mockRestore();
  expect(await sums.logs()).toEqual({ mean: 2.5 });
  const folding = vi.spyOn(Tensor.prototype, 'data').mockRejectedValue(new Error('the device is gone'));
  const fold = sums.fold();
  sums.dispose();
  await expect(fold).rejects.toThrow('the device is gone');
  folding.mockRestore();
  expect(memory().numTensors).toBe(before);
});

test('a read while sums move to the host is whole', async () => {
  const sums = createSums(mean as never);
  const join = (total: number) =>
    sums.replace(tidied(() => ({ total: add(sums.onDevice.total!, total), count: add(sums.onDevice.count!, 1) })));
  join(1);
  const first = sums.fold();
  join(3);
  const [within, second] = [sums.logs(), sums.fold()];
  join(5);
  expect(await Promise.all([within, sums.logs()])).toEqual([{ mean: 2 }, { mean: 3 }]);
  await Promise.all([first, second]);
  expect(await sums.logs()).toEqual({ mean: 3 });
  sums.dispose();
});

test('the difference of two reads is what came between them', async () => {
  const sums = createSums(mean as never);
  sums.replace(tidied(() => ({ total: scalar(10), count: scalar(4) })));
  const earlier = await sums.read();
  sums.replace(tidied(() => ({ total: add(sums.onDevice.total!, 6), count: add(sums.onDevice.count!, 2) })));
  const later = await sums.read();
  expect(later).toEqual({ total: Float64Array.of(16), count: Float64Array.of(6) });
  const between = mapValues(later, (values, name) => values.map((value, i) => value - earlier[name]![i]!));
  expect(await sums.logsOf(between)).toEqual({ mean: 3 });
  sums.dispose();
});
