import '@tensorflow/tfjs-backend-cpu';
import { dispose, memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { arrays, ys } from '../../testing/arrays.ts';
import { collect, columnOf } from '../../testing/collect.ts';
import { stream, tensors, xs } from '../../testing/numbers.ts';
import { pipe } from '../dataset/dataset.ts';
import { batch } from './batch.ts';
import { filter } from './filter.ts';
import { shuffle } from './shuffle.ts';

test('only what the function is true for comes, from streams and arrays', async () => {
  const odd = pipe(
    stream(7),
    filter(({ x }) => x % 2 === 1),
  );
  expect(xs(await collect(odd))).toEqual([1, 3, 5]);
  expect(odd.size).toBeUndefined();
  const rows = pipe(
    arrays(7),
    filter(({ x, y }) => x.at(1, 1) === y && y > 3),
  );
  expect(ys(await collect(rows))).toEqual([4, 5, 6]);
});

test('skip counts what comes out', async () => {
  expect(xs(await collect(filter<{ x: number }>(({ x }) => x % 2 === 1)(stream(7)).iterate!({ skip: 1 })))).toEqual([
    3, 5,
  ]);
  expect(ys(await collect(filter<{ y: number }>(({ y }) => y % 2 === 1)(arrays(7)).iterate!({ skip: 2 })))).toEqual([
    5,
  ]);
});

test('filtered arrays are still arrays: shuffled as a whole, labels int32', async () => {
  const batches = pipe(
    arrays(20),
    filter(({ y }) => y < 6),
    shuffle({ seed: 3 }),
    batch(6),
  );
  for await (const { x, y } of batches) {
    expect(y.dtype).toBe('int32');
    expect(Array.from(await y.data()).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    dispose([x, y]);
  }
  expect(await columnOf(batches, 'y')).not.toEqual([[0, 1, 2, 3, 4, 5]]);
});

test('tensors of what is left out are freed, and so are those of an error', async () => {
  const before = memory().numTensors;
  let calls = 0;
  const some = await collect(
    pipe(
      tensors(4),
      filter(() => calls++ % 2 === 0),
    ),
  );
  expect(memory().numTensors).toBe(before + 2);
  dispose(some.map(({ x }) => x));
  const failing = filter(() => {
    throw new Error('cannot tell');
  });
  await expect(collect(failing(tensors(2)))).rejects.toThrow('cannot tell');
  expect(memory().numTensors).toBe(before);
});

test('an answer that is neither true nor false is refused', async () => {
  // @ts-expect-error a promise always counts as true
  const later = filter<{ x: number }>(async () => false);
  await expect(collect(later(stream(1)))).rejects.toThrow('filter: the function must give true or false, got Promise');
});

test('what is not a function is refused', () => {
  // @ts-expect-error a function is needed
  expect(() => filter()).toThrow('filter: f must be a function, got undefined');
});
