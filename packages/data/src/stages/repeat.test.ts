import { expect, test } from 'vitest';
import { arrays, ys } from '../../testing/arrays.ts';
import { collect } from '../../testing/collect.ts';
import { bare, stream, xs } from '../../testing/numbers.ts';
import { type Dataset, pipe } from '../dataset/dataset.ts';
import { repeat } from './repeat.ts';
import { shuffle } from './shuffle.ts';
import { take } from './take.ts';

test('passes follow each other', async () => {
  expect(xs(await collect(pipe(stream(3), repeat(2))))).toEqual([0, 1, 2, 0, 1, 2]);
  expect(ys(await collect(pipe(arrays(3), repeat(2))))).toEqual([0, 1, 2, 0, 1, 2]);
  expect(xs(await collect(pipe(bare(2), repeat(), take(5))))).toEqual([0, 1, 0, 1, 0]);
  expect(xs(await collect(pipe(stream(2), repeat(), take(5))))).toEqual([0, 1, 0, 1, 0]);
});

test('sizes multiply, without end to infinity', () => {
  expect([repeat(3)(stream(4)).size, repeat()(stream(4)).size, repeat(3)(bare(4)).size]).toEqual([
    12,
    Infinity,
    undefined,
  ]);
  expect([repeat()(arrays(0)).size, repeat()(stream(0)).size]).toEqual([0, 0]);
});

test('an empty dataset repeated is empty, not endless', async () => {
  for (const empty of [arrays(0), stream(0), bare(0)] as Dataset<unknown>[]) {
    expect(await collect(repeat()(empty))).toEqual([]);
  }
});

test('no two passes of a repeated shuffle share a source pass', async () => {
  const log: string[] = [];
  const source = repeat(2)(stream(1, log));
  await collect(source.iterate!({ pass: 0 }));
  await collect(source.iterate!({ pass: 3 }));
  expect(log).toEqual(['0:0', '1:0', '6:0', '7:0']);
  const rows = pipe(arrays(20), shuffle({ seed: 1 }), repeat(2));
  const order = ys(await collect(rows));
  expect(order.slice(0, 20)).not.toEqual(order.slice(20));
  expect(order.slice(20)).toEqual(ys(await collect(shuffle({ seed: 1 })(arrays(20)).iterate!({ pass: 1 }))));
});

test('a pass goes on anywhere, and passes skipped as a whole are not made', async () => {
  const log: string[] = [];
  expect(xs(await collect(repeat(3)(stream(4, log)).iterate!({ skip: 6 })))).toEqual([2, 3, 0, 1, 2, 3]);
  expect(log[0]).toBe('1:2');
  const whole = pipe(arrays(4), shuffle({ seed: 5 }), repeat(3));
  const order = ys(await collect(whole.iterate!({ pass: 1 })));
  for (const skip of [1, 4, 6, 11, 12, 20]) {
    expect(ys(await collect(whole.iterate!({ pass: 1, skip })))).toEqual(order.slice(skip));
  }
  expect(xs(await collect(repeat(3)(bare(4)).iterate!({ skip: 7 })))).toEqual([3, 0, 1, 2, 3]);
});

test('count must be a positive integer', () => {
  expect(() => repeat(0)).toThrow('repeat: count must be a positive integer, got 0');
});
