import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { arrays, ys } from '../../testing/arrays.ts';
import { collect } from '../../testing/collect.ts';
import { bare, stream, tensors, upTo, xs } from '../../testing/numbers.ts';
import { type Dataset, pipe } from '../dataset/dataset.ts';
import { filter } from './filter.ts';
import { repeat } from './repeat.ts';
import { shuffle } from './shuffle.ts';
import { split } from './split.ts';

const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

test.each([undefined, 4])('with the seed %s parts share nothing and lose nothing', async (seed) => {
  const rows = await Promise.all(split(arrays(50), [0.7, 0.2, 0.1], { seed }).map(collect));
  expect(rows.map(({ length }) => length)).toEqual([35, 10, 5]);
  expect(ascending(ys(rows.flat()))).toEqual(upTo(50));
  const parts = await Promise.all(split(stream(50), [0.7, 0.2, 0.1], { seed }).map(collect));
  expect(parts.map(({ length }) => length)).toEqual([35, 10, 5]);
  expect(ascending(xs(parts.flat()))).toEqual(upTo(50));
});

test('without a seed parts are consecutive, with one they are drawn', async () => {
  const [first, rest] = split(arrays(10), [0.3, 0.7]);
  expect([ys(await collect(first)), ys(await collect(rest))]).toEqual([upTo(3), [3, 4, 5, 6, 7, 8, 9]]);
  const [drawn] = split(arrays(100), [0.3, 0.7], { seed: 1 });
  expect(ys(await collect(drawn))).not.toEqual(upTo(30));
  expect(ys(await collect(drawn))).toEqual(ys(await collect(split(arrays(100), [0.3, 0.7], { seed: 1 })[0])));
  expect(ys(await collect(drawn))).not.toEqual(ys(await collect(split(arrays(100), [0.3, 0.7], { seed: 2 })[0])));
});

test('parts are the same in every pass, even of what is shuffled anew', async () => {
  const shuffled = {
    rows: pipe(arrays(20), shuffle({ seed: 1 })),
    stream: pipe(stream(20), shuffle({ seed: 1, buffer: 9 })),
  };
  const [rows] = split(shuffled.rows, [0.5, 0.5]);
  expect(ascending(ys(await collect(rows)))).toEqual(ascending(ys(await collect(rows.iterate!({ pass: 5 })))));
  const [part] = split(shuffled.stream, [0.5, 0.5], { seed: 2 });
  expect(xs(await collect(part))).toEqual(xs(await collect(part.iterate!({ pass: 5 }))));
});

test('a part of arrays can be shuffled as a whole, and goes on anywhere', async () => {
  const [most] = split(arrays(20), [0.9, 0.1], { seed: 3 });
  const order = ys(await collect(pipe(most, shuffle({ seed: 1 }))));
  expect(order).toHaveLength(18);
  expect(ys(await collect(most.iterate!({ skip: 16 })))).toHaveLength(2);
  const log: string[] = [];
  const [, last] = split(stream(20, log), [0.9, 0.1]);
  expect(xs(await collect(last.iterate!({ skip: 1 })))).toEqual([19]);
  expect(log).toEqual(['0:19']);
  expect(await collect(last.iterate!({ skip: 2 }))).toEqual([]);
});

test('filtered arrays can be split', async () => {
  const [first] = split(
    pipe(
      arrays(20),
      filter(({ y }) => y >= 10),
    ),
    [0.5, 0.5],
  );
  expect([first.size, ys(await collect(first))]).toEqual([5, [10, 11, 12, 13, 14]]);
});

test('tensors of the other parts are freed', async () => {
  const before = memory().numTensors;
  const [, few] = split(tensors(10), [0.8, 0.2], { seed: 1 });
  const elements = await collect(few);
  expect(memory().numTensors).toBe(before + 2);
  release(elements);
});

test('a part that would be empty is refused', () => {
  const message = 'split: 3 elements by [0.9, 0.1] would leave the part of 0.1 empty; give more elements';
  expect(() => split(arrays(3), [0.9, 0.1])).toThrow(message);
  expect(() => split(tensors(3), [0.9, 0.1], { seed: 1 })).toThrow(message);
  const none = pipe(
    arrays(3),
    filter(() => false),
  );
  expect(() => split(none, [0.5, 0.5])).toThrow('split: 0 elements by [0.5, 0.5] would leave the part of 0.5 empty');
});

test('parts are typed one by one', () => {
  const parts = split(arrays(10), [0.8, 0.2]);
  parts satisfies readonly [Dataset<{ y: number }>, Dataset<{ y: number }>];
  // @ts-expect-error there are two parts
  expect(parts[2]).toBeUndefined();
});

test('what cannot be split is refused', () => {
  expect(() => split(arrays(10), [0.8, 0.1])).toThrow(
    'split: fractions must be positive with the sum 1, as in [0.9, 0.1], got [0.8, 0.1]',
  );
  expect(() => split(arrays(10), [1.5, -0.5])).toThrow('got [1.5, -0.5]');
  // @ts-expect-error a text is no number
  expect(() => split(arrays(10), ['1'])).toThrow('got ["1"]');
  expect(() => split(arrays(10), [0.5, 0.5], { seed: 0.5 })).toThrow('split: seed must be a safe integer');
  expect(() => split(bare(10), [0.5, 0.5])).toThrow('split: the dataset must have a known size, got undefined');
  expect(() => split(pipe(arrays(10), repeat()), [0.5, 0.5])).toThrow('must have a known size, got Infinity');
});

test('options that split does not have, and fractions that are not a list, are refused', () => {
  // @ts-expect-error two letters are swapped
  expect(() => split(arrays(10), [0.5, 0.5], { sead: 1 })).toThrow(
    'split: unknown option "sead"; did you mean "seed"?',
  );
  const holed = Object.assign(Array<number>(3), { 0: 0.5, 2: 0.5 });
  expect(() => split(arrays(10), holed)).toThrow('split: fractions must be positive with the sum 1');
  // @ts-expect-error a list is needed
  expect(() => split(arrays(10), 0.5)).toThrow('split: fractions must be positive with the sum 1');
});
