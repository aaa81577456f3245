import { expect, test } from 'vitest';
import { arrays, ys } from '../../testing/arrays.ts';
import { collect } from '../../testing/collect.ts';
import { bare, stream, xs } from '../../testing/numbers.ts';
import { pipe } from '../dataset/dataset.ts';
import { skip } from './skip.ts';

test.each([0, 1, 3, 5, 9])('all but the first %i come', async (count) => {
  const expected = [0, 1, 2, 3, 4].slice(count);
  for (const part of [pipe(stream(5), skip(count)), pipe(bare(5), skip(count))]) {
    expect(xs(await collect(part))).toEqual(expected);
  }
  expect(ys(await collect(pipe(arrays(5), skip(count))))).toEqual(expected);
  expect([skip(count)(stream(5)).size, skip(count)(arrays(5)).size]).toEqual([expected.length, expected.length]);
});

test('skips add up, and what is skipped is not made', async () => {
  const log: string[] = [];
  expect(xs(await collect(skip(2)(stream(5, log)).iterate!({ skip: 2 })))).toEqual([4]);
  expect(log).toEqual(['0:4']);
  expect(ys(await collect(skip(2)(arrays(5)).iterate!({ skip: 2 })))).toEqual([4]);
});

test('count must be a count', () => {
  expect(() => skip(0.5)).toThrow('skip: count must be a safe integer of at least 0, got 0.5');
});
