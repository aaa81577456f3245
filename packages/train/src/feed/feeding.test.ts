import { memory, scalar, type Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { createPasses, type Feeding, feedDataset, feedTable, forEachBatch, mapFeeding, requireEnd } from './feeding.ts';

/** Batches named by pass and place; passes beyond `available` are empty. */
const counted = (size: number, available = Number.POSITIVE_INFINITY): Feeding<string> & { open: number } => {
  const feeding = {
    open: 0,
    size,
    async *pass(pass: number) {
      feeding.open += 1;
      try {
        if (pass < available) for (let i = 0; i < size; i++) yield `${pass}.${i}`;
      } finally {
        feeding.open -= 1;
      }
    },
  };
  return feeding;
};
const all = async <T>(batches: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
};

test('an epoch is a pass', async () => {
  const passes = createPasses('fit', counted(2), 5);
  expect(await all(passes.epoch())).toEqual(['5.0', '5.1']);
  expect(await all(passes.epoch())).toEqual(['6.0', '6.1']);
});

test('with steps an epoch goes on where the one before left off, over the ends of passes', async () => {
  const feeding = counted(3);
  const passes = createPasses('fit', feeding, 0);
  expect(await all(passes.epoch(2))).toEqual(['0.0', '0.1']);
  expect(await all(passes.epoch(2))).toEqual(['0.2', '1.0']);
  expect(feeding.open).toBe(1);
  await passes.close();
  expect(feeding.open).toBe(0);
});

test('an empty dataset and one that can be read but once are told apart', async () => {
  await expect(all(createPasses('fit', counted(0), 0).epoch())).rejects.toThrow('fit: the dataset is empty');
  const once = createPasses('fit', counted(2, 1), 0);
  await all(once.epoch());
  await expect(all(once.epoch())).rejects.toThrow(/no batch in pass 2\. A generator can be read only once/);
  await expect(all(createPasses('fit', counted(2, 1), 0).epoch(3))).rejects.toThrow('no batch in pass 2');
});

test('rows of a table come in their order, or shuffled anew in each pass by seed', async () => {
  const table = { rows: 10, batch: (rows: Int32Array) => Array.from(rows) };
  const plain = feedTable(table, { batchSize: 4, from: 2 });
  expect(plain.size).toBe(2);
  expect(await all({ [Symbol.asyncIterator]: () => plain.pass(0) })).toEqual([
    [2, 3, 4, 5],
    [6, 7, 8, 9],
  ]);
  const shuffled = (seed: number, pass: number) =>
    all({ [Symbol.asyncIterator]: () => feedTable(table, { batchSize: 4, shuffleSeed: seed }).pass(pass) }).then(
      (batches) => batches.flat(),
    );
  expect(await shuffled(1, 0)).toEqual(await shuffled(1, 0));
  expect(await shuffled(1, 0)).not.toEqual(await shuffled(1, 1));
  expect(await shuffled(1, 0)).not.toEqual(await shuffled(2, 0));
  expect((await shuffled(1, 0)).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a dataset is asked for the pass where it knows passes', async () => {
  const asked: unknown[] = [];
  const pass = async function* () {
    yield { x: 'only' };
  };
  const dataset = {
    size: 1,
    iterate: (options: object) => {
      asked.push(options);
      return pass();
    },
    [Symbol.asyncIterator]: pass,
  };
  await all({ [Symbol.asyncIterator]: () => feedDataset('fit', dataset).pass(3) });
  expect(asked).toEqual([{ pass: 3 }]);
});

test('every batch is freed, also when its use fails or ends early', async () => {
  const before = memory().numTensors;
  const feeding: Feeding<Tensor> = mapFeeding(counted(4), () => scalar(1));
  const seen: Tensor[] = [];
  await forEachBatch('evaluate', feeding, { steps: 3, use: (batch) => void seen.push(batch) });
  expect(seen).toHaveLength(3);
  await expect(
    forEachBatch('evaluate', feeding, {
      use: () => {
        throw new Error('no');
      },
    }),
  ).rejects.toThrow('no');
  expect(memory().numTensors).toBe(before);
});

test('what is no batch is refused by what it is, and freed', async () => {
  const before = memory().numTensors;
  const pairs = {
    size: 1,
    async *[Symbol.asyncIterator]() {
      yield [scalar(1), scalar(2)] as never;
    },
  };
  await expect(feedDataset('fit', pairs).pass(0).next()).rejects.toThrow(
    'fit: a batch must be { x, y }, got [Tensor, Tensor]',
  );
  expect(memory().numTensors).toBe(before);
});

test('a dataset without an end is refused where no number of batches is given', () => {
  expect(() => requireEnd('evaluate', { size: Number.POSITIVE_INFINITY }, 'steps', undefined)).toThrow(
    'evaluate: the dataset has no end; say how many batches to take: { steps }',
  );
  expect(() => requireEnd('evaluate', { size: Number.POSITIVE_INFINITY }, 'steps', 3)).not.toThrow();
  expect(() => requireEnd('evaluate', { size: undefined }, 'steps', undefined)).not.toThrow();
});
