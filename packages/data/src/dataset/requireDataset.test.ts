import { expect, test } from 'vitest';
import { batch } from '../stages/batch.ts';
import { filter } from '../stages/filter.ts';
import { map } from '../stages/map.ts';
import { prefetch } from '../stages/prefetch.ts';
import { repeat } from '../stages/repeat.ts';
import { shuffle } from '../stages/shuffle.ts';
import { skip } from '../stages/skip.ts';
import { split } from '../stages/split.ts';
import { take } from '../stages/take.ts';
import { pipe } from './dataset.ts';

const owners: Readonly<Record<string, (source: never) => unknown>> = {
  batch: batch(2),
  filter: filter(() => true),
  map: map((x) => x),
  pipe,
  prefetch: prefetch(1),
  repeat: repeat(),
  shuffle: shuffle({ seed: 1 }),
  skip: skip(1),
  split: (source: never) => split(source, [1]),
  take: take(1),
};

test.each(Object.entries(owners))('%s refuses what is not a dataset', (owner, stage) => {
  for (const source of [null, undefined, 5, 'rows', {}, batch]) {
    expect(() => stage(source as never)).toThrow(`${owner}: it reads a dataset, got `);
  }
  expect(() => stage({ size: -1, async *[Symbol.asyncIterator]() {} } as never)).toThrow(
    `${owner}: the dataset's size must be a whole number of at least 0 or Infinity, got -1`,
  );
  expect(() => stage({ x: [1] } as never)).toThrow('got { x }; fromArrays({ x, y }) makes one of arrays');
});
