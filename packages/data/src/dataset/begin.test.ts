import '@tensorflow/tfjs-backend-cpu';
import { release } from '@kindling/core';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { bare, stream, tensors, xs } from '../../testing/numbers.ts';
import { batch } from '../stages/batch.ts';
import { filter } from '../stages/filter.ts';
import { map } from '../stages/map.ts';
import { prefetch } from '../stages/prefetch.ts';
import { repeat } from '../stages/repeat.ts';
import { skip } from '../stages/skip.ts';
import { split } from '../stages/split.ts';
import { take } from '../stages/take.ts';
import { after, begin } from './begin.ts';
import { type Dataset, pipe } from './dataset.ts';

test('a dataset that can begin in the middle does so, without making what comes before', async () => {
  const log: string[] = [];
  expect(xs(await collect(begin(stream(5, log), { pass: 3, skip: 3 })))).toEqual([3, 4]);
  expect(log).toEqual(['3:3', '3:4']);
});

test('of any other, elements are read and left out', async () => {
  expect(xs(await collect(begin(bare(5), { pass: 3, skip: 3 })))).toEqual([3, 4]);
  expect(await collect(begin(bare(5), { pass: 0, skip: 9 }))).toEqual([]);
});

test('what is left out is freed', async () => {
  const before = memory().numTensors;
  const rest = await collect(after(tensors(5), 3));
  expect(memory().numTensors).toBe(before + 2);
  release(rest);
});

/** What is read of ten elements, where a pass of them after the stages begins in its middle. */
const readOf = async (stages: (source: Dataset<{ x: number }>) => Dataset<unknown>, skip: number) => {
  const log: string[] = [];
  release(await collect(stages(stream(10, log)).iterate!({ pass: 1, skip })));
  return log;
};

test('every stage of a stream skips without reading', async () => {
  const same = map((element: { x: number }) => element);
  for (const stage of [same, prefetch(3), skip(0), take(10)]) expect(await readOf(stage, 9)).toEqual(['1:9']);
  expect(await readOf(batch(3), 3)).toEqual(['1:9']);
  expect(await readOf(skip(4), 5)).toEqual(['1:9']);
  expect(await readOf(take(5), 4)).toEqual(['1:4']);
  expect(await readOf(repeat(3), 29)).toEqual(['5:9']);
  expect(await readOf((source) => split(source, [0.5, 0.5])[1], 4)).toEqual(['0:9']);
  expect(await readOf((source) => pipe(source, skip(1), same, repeat(2), batch(3), take(5), prefetch(2)), 4)).toEqual([
    '3:4',
    '3:5',
    '3:6',
  ]);
});

test('a filter must read what comes before', async () => {
  expect(
    await readOf(
      filter(({ x }) => x > 7),
      1,
    ),
  ).toHaveLength(10);
});
