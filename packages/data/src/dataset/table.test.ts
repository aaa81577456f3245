import '@tensorflow/tfjs-backend-cpu';
import { zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { upTo } from '../../testing/numbers.ts';
import { batch } from '../stages/batch.ts';
import { filter } from '../stages/filter.ts';
import { map } from '../stages/map.ts';
import { prefetch } from '../stages/prefetch.ts';
import { repeat } from '../stages/repeat.ts';
import { shuffle } from '../stages/shuffle.ts';
import { skip } from '../stages/skip.ts';
import { split } from '../stages/split.ts';
import { take } from '../stages/take.ts';
import { type Dataset, pipe } from './dataset.ts';
import { fromTable, skipping } from './table.ts';

interface Element {
  readonly x: number;
}

/** Rows that hold their own number; it notes which passes were ordered from where, and which rows were read. */
const noted = (count: number) => {
  const [asked, read]: [string[], number[]] = [[], []];
  const table = {
    order: (pass: number, skip: number) => {
      asked.push(`${pass}:${skip}`);
      return upTo(count).slice(skip);
    },
    onHost: true,
    row: (x: number): Element => {
      read.push(x);
      return { x };
    },
    gather: (numbers: readonly number[]) => {
      read.push(...numbers);
      return { x: zeros([numbers.length]) };
    },
  };
  return { source: fromTable<Element>(table, count), asked, read };
};

/** What is requested and read of ten rows, where a pass of them after the stage begins in its middle. */
const traceOf = async (stage: (source: Dataset<Element>) => Dataset<unknown>, skip: number) => {
  const { source, asked, read } = noted(10);
  await collect(stage(source).iterate!({ pass: 1, skip }));
  return { asked: [...new Set(asked)], read };
};

test('every stage over rows skips without reading', async () => {
  expect(await traceOf((source) => source, 8)).toEqual({ asked: ['1:8'], read: [8, 9] });
  expect(await traceOf(skip(2), 6)).toEqual({ asked: ['1:8'], read: [8, 9] });
  expect(await traceOf(take(5), 3)).toEqual({ asked: ['1:3'], read: [3, 4] });
  expect(await traceOf(take(5), 7)).toMatchObject({ read: [] });
  expect(
    await traceOf(
      map(({ x }) => x),
      8,
    ),
  ).toEqual({ asked: ['1:8'], read: [8, 9] });
  expect(await traceOf(batch(4), 2)).toEqual({ asked: ['1:8'], read: [8, 9] });
  expect(await traceOf((source) => pipe(source, batch(4), prefetch(2)), 2)).toEqual({ asked: ['1:8'], read: [8, 9] });
  expect((await traceOf(shuffle({ seed: 1 }), 7)).read).toHaveLength(3);
  expect((await traceOf((source) => split(source, [0.5, 0.5])[1], 4)).read).toEqual([9]);
});

test('of what is repeated, passes that are skipped as a whole are not even put in order', async () => {
  expect(await traceOf(repeat(3), 28)).toEqual({ asked: ['5:8'], read: [8, 9] });
  expect(await traceOf((source) => pipe(source, repeat(), take(1_000_000_001)), 1e9)).toEqual({
    asked: ['100000001:0'],
    read: [0],
  });
  expect(await traceOf(repeat(2), 20)).toEqual({ asked: [], read: [] });
});

test('a filter must look at the rows before', async () => {
  expect(
    await traceOf(
      filter(({ x }) => x % 2 === 1),
      4,
    ),
  ).toEqual({ asked: ['1:0'], read: [...upTo(10), 9] });
});

test('numbers are left out one by one where nobody knows which they are', () => {
  expect([...skipping([5, 6, 7], 2)]).toEqual([7]);
  expect([...skipping([5], 2)]).toEqual([]);
});
