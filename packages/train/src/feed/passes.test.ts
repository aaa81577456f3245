import { memory, scalar, type Tensor, zeros } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { gathered, isRowBatch, release, tidied } from '@kindling/core';
import { batch, type Dataset, dataset, fromArrays, hostArray, map, pipe } from '@kindling/data';
import { expect, test } from 'vitest';
import { createPasses, forEachBatch, requireBatches, requireEnd } from './passes.ts';

/** Batches named by pass and place; passes beyond `available` are empty. */
const counted = (size: number, available = Number.POSITIVE_INFINITY): Dataset<string> & { open: number } => {
  const source = Object.assign(
    dataset({
      size,
      async *iterate({ pass }) {
        source.open += 1;
        try {
          if (pass < available) for (let i = 0; i < size; i++) yield `${pass}.${i}`;
        } finally {
          source.open -= 1;
        }
      },
    }),
    { open: 0 },
  );
  return source;
};
const all = async <T>(batches: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
};

test('an epoch is a pass', async () => {
  const passes = createPasses('fit', counted(2), { pass: 5, place: 0 });
  expect(await all(passes.epoch())).toEqual(['5.0', '5.1']);
  expect(await all(passes.epoch())).toEqual(['6.0', '6.1']);
});

test('with steps an epoch goes on where the one before left off, over the ends of passes', async () => {
  const source = counted(3);
  const passes = createPasses('fit', source, { pass: 0, place: 0 });
  expect(await all(passes.epoch(2))).toEqual(['0.0', '0.1']);
  expect(await all(passes.epoch(2))).toEqual(['0.2', '1.0']);
  expect(source.open).toBe(1);
  await passes.close();
  expect(source.open).toBe(0);
});

test('an empty dataset and one that can be read but once are told apart', async () => {
  await expect(all(createPasses('fit', counted(0), { pass: 0, place: 0 }).epoch())).rejects.toThrow(
    'fit: the dataset is empty',
  );
  const once = createPasses('fit', counted(2, 1), { pass: 0, place: 0 });
  await all(once.epoch());
  await expect(all(once.epoch())).rejects.toThrow(/no batch in pass 2\. A generator can be read only once/);
  await expect(all(createPasses('fit', counted(2, 1), { pass: 0, place: 0 }).epoch(3))).rejects.toThrow(
    'no batch in pass 2',
  );
});

test('a dataset that knows passes is told which pass to read', async () => {
  const asked: unknown[] = [];
  const pass = async function* () {
    yield { x: 'only' };
  };
  const source = {
    size: 1,
    iterate: (options: object) => {
      asked.push(options);
      return pass();
    },
    [Symbol.asyncIterator]: pass,
  };
  await all(createPasses('fit', source, { pass: 3, place: 0 }).epoch());
  await all(createPasses('fit', requireBatches('fit', source), { pass: 3, place: 0 }).epoch());
  await all(createPasses('fit', source, { pass: 3, place: 1 }).epoch());
  expect(asked).toEqual([
    { pass: 3, skip: 0 },
    { pass: 3, skip: 0 },
    { pass: 3, skip: 1 },
  ]);
});

test('a pass goes on in the middle, tells its position, and may have nothing left', async () => {
  const source = pipe(fromArrays({ x: hostArray(Int32Array.of(0, 1, 2), [3]) }), batch(1));
  const read = async (place: number, steps?: number) => {
    const passes = createPasses('fit', source, { pass: 0, place });
    const given = (await all(passes.epoch(steps))).map(gathered);
    const values = given.map((element) => (element as { x: Tensor }).x.dataSync()[0]);
    release(given);
    await passes.close();
    return [values, passes.position];
  };
  expect(await read(1)).toEqual([[1, 2], { pass: 1, place: 0 }]);
  expect(await read(3)).toEqual([[], { pass: 1, place: 0 }]);
  expect(await read(2, 2)).toEqual([[2, 0], { pass: 1, place: 1 }]);
});

test('batches of arrays on the host come as rows, looked at when they are gathered', async () => {
  const x = hostArray(Int32Array.of(0, 1, 2), [3]);
  const rows = pipe(fromArrays({ x }), batch(2));
  const given = await all(createPasses('fit', requireBatches('fit', rows), { pass: 0, place: 0 }).epoch());
  expect(given.map((each) => isRowBatch(each) && each.rows)).toEqual([[0, 1], [2]]);
  const others = pipe(fromArrays({ z: x }), batch(2)) as Dataset<object> as Dataset<{ readonly x: Tensor }>;
  const [first] = await all(createPasses('fit', requireBatches('fit', others), { pass: 0, place: 0 }).epoch());
  const before = memory().numTensors;
  expect(() => tidied(() => gathered(first))).toThrow('fit: a batch must be { x, y }, got { z }');
  expect(memory().numTensors).toBe(before);
});

test('an abort is heard while the source keeps its reader waiting; what comes later is freed', async () => {
  const before = memory().numTensors;
  let give: (value: IteratorResult<Tensor>) => void = () => undefined;
  let closed = 0;
  const source: Dataset<Tensor> = {
    [Symbol.asyncIterator]: () => ({
      next: () =>
        new Promise((resolve) => {
          give = resolve;
        }),
      return: async () => {
        closed += 1;
        return { done: true, value: undefined };
      },
    }),
  };
  const control = new AbortController();
  const passes = createPasses('fit', source, { pass: 0, place: 0 }, control.signal);
  const reading = all(passes.epoch());
  control.abort(new Error('enough'));
  await expect(reading).rejects.toThrow('enough');
  await passes.close();
  give({ done: false, value: scalar(1) });
  await new Promise((resolve) => setTimeout(resolve));
  expect([closed, memory().numTensors]).toEqual([1, before]);
});

test('every batch is freed, also when its use fails or ends early', async () => {
  const before = memory().numTensors;
  const source: Dataset<Tensor> = pipe(
    counted(4),
    map(() => scalar(1)),
  );
  const seen: unknown[] = [];
  await forEachBatch('evaluate', source, { steps: 3, use: (batch) => void seen.push(batch) });
  expect(seen).toHaveLength(3);
  await expect(
    forEachBatch('evaluate', source, {
      use: () => {
        throw new Error('no');
      },
    }),
  ).rejects.toThrow('no');
  expect(memory().numTensors).toBe(before);
});

test('sums rest before large batches would take a count past 2^24', async () => {
  const told: string[] = [];
  const source = pipe(
    counted(3),
    map(() => ({ x: zeros([9_000_000, 0]) })),
  );
  await forEachBatch('evaluate', source, {
    use: () => void told.push('use'),
    rest: async () => void told.push('rest'),
  });
  expect(told).toEqual(['use', 'rest', 'use', 'rest', 'use']);
});

test('what is not a batch is refused by what it is, and freed', async () => {
  const before = memory().numTensors;
  const pairs = {
    size: 1,
    async *[Symbol.asyncIterator]() {
      yield [scalar(1), scalar(2)] as never;
    },
  };
  await expect(requireBatches('fit', pairs)[Symbol.asyncIterator]().next()).rejects.toThrow(
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
