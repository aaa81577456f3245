import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { arrays, ys } from '../../testing/arrays.ts';
import { collect, columnOf } from '../../testing/collect.ts';
import { stream, tensors, upTo, xs } from '../../testing/numbers.ts';
import { type Dataset, pipe } from '../dataset/dataset.ts';
import { batch } from './batch.ts';
import { map } from './map.ts';
import { repeat } from './repeat.ts';
import { shuffle } from './shuffle.ts';

const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

/** The order of a pass, over arrays and over a stream. */
const orders = {
  arrays: async (seed: number, pass: number, skip = 0) =>
    ys(await collect(shuffle({ seed })(arrays(50)).iterate!({ pass, skip }))),
  stream: async (seed: number, pass: number, skip = 0) =>
    xs(await collect(shuffle({ seed, buffer: 16 })(stream(50)).iterate!({ pass, skip }))),
};

test.each(['arrays', 'stream'] as const)(
  '%s: every element comes once, in an order of seed and pass alone',
  async (kind) => {
    const order = await orders[kind](9, 0);
    expect(order).not.toEqual(upTo(50));
    expect(ascending(order)).toEqual(upTo(50));
    expect(await orders[kind](9, 0)).toEqual(order);
    expect(await orders[kind](9, 1)).not.toEqual(order);
    expect(await orders[kind](10, 0)).not.toEqual(order);
  },
);

test.each(['arrays', 'stream'] as const)('%s: a pass goes on exactly where it was left', async (kind) => {
  const order = await orders[kind](4, 2);
  for (const skip of [1, 17, 49, 50, 51]) expect(await orders[kind](4, 2, skip)).toEqual(order.slice(skip));
});

test('arrays are permuted as a whole: a first place may go to any row', async () => {
  const firsts = new Set<number>();
  const source = shuffle({ seed: 1 })(arrays(10));
  for (let pass = 0; pass < 200; pass++) {
    for await (const { y } of source.iterate!({ pass })) {
      firsts.add(y);
      break;
    }
  }
  expect(firsts.size).toBe(10);
});

test('a buffer brings an element at most its own length forward', async () => {
  const order = await orders.stream(3, 0);
  order.forEach((x, place) => {
    expect(x - place).toBeLessThanOrEqual(16);
  });
  const all = shuffle({ seed: 3, buffer: 1000 })(stream(50));
  expect(ascending(xs(await collect(all)))).toEqual(upTo(50));
});

test('batches of shuffled arrays go on exactly too', async () => {
  const batches = pipe(arrays(50), shuffle({ seed: 2 }), batch(8));
  expect(batches.size).toBe(7);
  const whole = await columnOf(batches.iterate!({ pass: 3 }), 'y');
  expect(await columnOf(batches.iterate!({ pass: 3, skip: 4 }), 'y')).toEqual(whole.slice(4));
});

test('a shuffle of a shuffle is a permutation still', async () => {
  const twice = pipe(arrays(30), shuffle({ seed: 1 }), shuffle({ seed: 2 }));
  expect(ascending(ys(await collect(twice)))).toEqual(upTo(30));
});

test('leaving a stream early frees its buffer', async () => {
  const before = memory().numTensors;
  for await (const element of pipe(tensors(20), shuffle({ seed: 1, buffer: 5 }))) {
    release(element);
    break;
  }
  expect(memory().numTensors).toBe(before);
});

test('what cannot be shuffled is refused with what can', () => {
  expect(() => shuffle({ seed: -1 })).toThrow('shuffle: seed must be a safe integer of at least 0, got -1');
  expect(() => shuffle({ seed: 1, buffer: 0 })).toThrow('shuffle: buffer must be a positive integer, got 0');
  const mapped = pipe(
    arrays(3),
    map((element) => element),
  );
  for (const source of [stream(3), mapped] as Dataset<unknown>[]) {
    expect(() => shuffle({ seed: 1 })(source)).toThrow('shuffle: a stream needs a buffer');
  }
  expect(() => pipe(arrays(3), repeat(), shuffle({ seed: 1 }))).toThrow('put shuffle before repeat');
});

test('options that shuffle does not have, or none at all, are refused', () => {
  // @ts-expect-error another library's name
  expect(() => shuffle({ seed: 1, bufferSize: 9 })).toThrow('shuffle: unknown option "bufferSize"');
  // @ts-expect-error a seed is needed
  expect(() => shuffle()).toThrow('shuffle: seed must be a safe integer of at least 0, got undefined');
});
