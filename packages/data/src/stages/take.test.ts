import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { arrays, ys } from '../../testing/arrays.ts';
import { collect } from '../../testing/collect.ts';
import { bare, stream, tensors, xs } from '../../testing/numbers.ts';
import { pipe } from '../dataset/dataset.ts';
import { repeat } from './repeat.ts';
import { take } from './take.ts';

test.each([0, 1, 3, 5, 9])('the first %i come, or all there are', async (count) => {
  const expected = [0, 1, 2, 3, 4].slice(0, count);
  for (const part of [pipe(stream(5), take(count)), pipe(bare(5), take(count))]) {
    expect(xs(await collect(part))).toEqual(expected);
  }
  expect(ys(await collect(pipe(arrays(5), take(count))))).toEqual(expected);
  expect([take(count)(stream(5)).size, take(count)(arrays(5)).size]).toEqual([expected.length, expected.length]);
  expect(take(count)(bare(5)).size).toBeUndefined();
});

test('an endless dataset ends', async () => {
  const part = pipe(arrays(2), repeat(), take(5));
  expect([part.size, ys(await collect(part))]).toEqual([5, [0, 1, 0, 1, 0]]);
});

test('skip counts within what is taken, and no element too many is made', async () => {
  const log: string[] = [];
  expect(xs(await collect(take(4)(stream(9, log)).iterate!({ skip: 2 })))).toEqual([2, 3]);
  expect(log).toEqual(['0:2', '0:3']);
  expect(ys(await collect(take(4)(arrays(9)).iterate!({ skip: 2 })))).toEqual([2, 3]);
  expect(await collect(take(4)(stream(9)).iterate!({ skip: 4 }))).toEqual([]);
});

test('nothing is left over', async () => {
  const before = memory().numTensors;
  release(await collect(pipe(tensors(5), take(2))));
  expect(memory().numTensors).toBe(before);
});

test('count must be a count', () => {
  expect(() => take(-1)).toThrow('take: count must be a safe integer of at least 0, got -1');
});
