import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { stream, tensors, xs } from '../../testing/numbers.ts';
import { type Dataset, dataset, pipe } from '../dataset/dataset.ts';
import { rowsOf } from '../dataset/rows.ts';
import { fromArrays } from '../sources/fromArrays.ts';
import { batch } from './batch.ts';
import { shard } from './shard.ts';
import { shuffle } from './shuffle.ts';

const table = (size: number) => fromArrays({ x: Array.from({ length: size }, (_, i) => i) });

describe.each([
  ['a table', table],
  ['a stream', (size: number) => stream(size, [])],
] as const)('%s', (_, source) => {
  const own = (size: number, options: Parameters<typeof shard>[0]): Promise<number[]> =>
    collect(shard(options)(source(size) as Dataset<{ x: number }>)).then(xs);

  test('a process has its shards of every group, in their order', async () => {
    expect(await own(8, { rank: 0, size: 2, shards: 4 })).toEqual([0, 1, 4, 5]);
    expect(await own(8, { rank: 1, size: 2, shards: 4 })).toEqual([2, 3, 6, 7]);
    expect(await own(6, { rank: 2, size: 3 })).toEqual([2, 5]);
    expect(await own(6, { rank: 0, size: 1, shards: 3 })).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('the last elements are left out where they are fewer than there are shards, or kept', async () => {
    expect(await own(11, { rank: 0, size: 2, shards: 4 })).toEqual([0, 1, 4, 5]);
    expect(await own(11, { rank: 1, size: 2, shards: 4 })).toEqual([2, 3, 6, 7]);
    expect(await own(11, { rank: 0, size: 2, shards: 4, tail: 'keep' })).toEqual([0, 1, 4, 5, 8, 9]);
    expect(await own(11, { rank: 1, size: 2, shards: 4, tail: 'keep' })).toEqual([2, 3, 6, 7, 10]);
    expect(await own(3, { rank: 1, size: 2, shards: 4 })).toEqual([]);
  });

  test.each(['drop', 'keep'] as const)('its size is what it gives, and it begins anywhere: %s', async (tail) => {
    for (let size = 0; size < 14; size++)
      for (const [processes, shards] of [
        [1, 3],
        [2, 4],
        [3, 3],
      ] as const)
        for (let rank = 0; rank < processes; rank++) {
          const part = shard({ rank, size: processes, shards, tail })(source(size) as Dataset<{ x: number }>);
          const all = xs(await collect(part));
          expect(part.size).toBe(all.length);
          for (let skip = 0; skip <= all.length + 1; skip++)
            expect(xs(await collect(part.iterate!({ pass: 0, skip })))).toEqual(all.slice(skip));
        }
  });
});

test('batches hold the same rows for any number of processes', async () => {
  const batchesOf = async (rank: number, size: number): Promise<number[][]> => {
    const own = pipe(table(20), shuffle({ seed: 3 }), shard({ rank, size, shards: 4 }), batch(8 / size));
    return [...rowsOf(own)!({ pass: 1 })].map(({ rows }) => [...rows].sort((a, b) => a - b));
  };
  const alone = await batchesOf(0, 1);
  expect(alone.map((rows) => rows.length)).toEqual([8, 8, 4]);
  for (const size of [2, 4]) {
    const parts = await Promise.all(Array.from({ length: size }, (_, rank) => batchesOf(rank, size)));
    const together = alone.map((_, i) => parts.flatMap((part) => part[i]!).sort((a, b) => a - b));
    expect(together).toEqual(alone);
  }
});

test('the tensors of others, and of a group that is not whole, are freed', async () => {
  const before = memory().numTensors;
  release(await collect(shard({ rank: 1, size: 2 })(tensors(7))));
  expect(memory().numTensors).toBe(before);
  const elements = shard({ rank: 0, size: 1, shards: 4 })(tensors(8))[Symbol.asyncIterator]();
  release((await elements.next()).value);
  await elements.return?.();
  expect(memory().numTensors).toBe(before);
});

test('a dataset of unknown or endless size stays so', async () => {
  const endless = dataset({
    size: Number.POSITIVE_INFINITY,
    async *iterate({ skip }) {
      for (let x = skip; ; x++) yield { x };
    },
  });
  expect(shard({ rank: 0, size: 2 })(endless).size).toBe(Number.POSITIVE_INFINITY);
  const unknown = dataset({ iterate: ({ skip, pass }) => stream(5, []).iterate!({ skip, pass }) });
  const part = shard({ rank: 0, size: 2 })(unknown);
  expect(part.size).toBeUndefined();
  expect(await collect(part)).toHaveLength(2);
});

test('what makes no sense is refused', () => {
  expect(() => shard({ rank: 2, size: 2 })).toThrow('shard: rank must be below size, 2, got 2');
  expect(() => shard({ rank: 0, size: 2, shards: 3 })).toThrow(
    'shard: shards must be size, 2, times a power of two, got 3',
  );
  expect(() => shard({ rank: 0, size: 2, shards: 6 })).toThrow('got 6');
  expect(() => shard({ rank: 0, size: 1, tail: 'pad' as never })).toThrow("shard: tail must be 'drop' or 'keep'");
  // @ts-expect-error a letter too many
  expect(() => shard({ rank: 0, size: 1, tails: 'keep' })).toThrow(
    'shard: unknown option "tails"; did you mean "tail"?',
  );
  expect(() => shard({ rank: 0 } as never)).toThrow('shard: size must be a positive integer, got undefined');
});

test('a world says all that it needs', () => {
  const world = { rank: 0, size: 1, shards: 2, leads: true, sumInOrder: () => undefined };
  expect(shard(world)(table(4)).size).toBe(4);
});
