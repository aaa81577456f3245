import '@tensorflow/tfjs-backend-cpu';
import { gathered, release } from '@kindling/core';
import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { fromArrays } from '../sources/fromArrays.ts';
import { batch } from '../stages/batch.ts';
import { shuffle } from '../stages/shuffle.ts';
import { type Dataset, dataset, pipe } from './dataset.ts';
import { rowsOf, withRows } from './rows.ts';

const rows = fromArrays({ x: [0, 1, 2, 3, 4] });
const batches = pipe(rows, batch(2));

test('batches of arrays are known as rows, from any place on', () => {
  expect([...rowsOf(batches)!({ skip: 1 })].map((each) => each.rows)).toEqual([[2, 3], [4]]);
  expect([...rowsOf(pipe(rows, batch(2, { dropRemainder: true })))!({})].length).toBe(2);
  expect([rowsOf(rows), rowsOf({ [Symbol.asyncIterator]: batches[Symbol.asyncIterator] })]).toEqual([
    undefined,
    undefined,
  ]);
  expect(() => rowsOf(batches)!({ skip: -1 })).toThrow('iterate: skip must be');
});

test('a copy of a dataset has its rows, and one with a pass of its own has them no more', async () => {
  expect(rowsOf({ ...batches })).toBe(rowsOf(batches));
  const own: Dataset<{ x: never }> = { ...batches, iterate: async function* () {} } as never;
  expect(rowsOf(own)).toBeUndefined();
  const none = { ...rows, iterate: async function* () {} } as typeof rows;
  expect(await collect(pipe(none, shuffle({ seed: 1, buffer: 3 }), batch(2)).iterate!({}))).toEqual([]);
});

test('a dataset of one’s own is told its rows', async () => {
  const own = dataset({ size: 3, iterate: ({ pass, skip }) => batches.iterate!({ pass, skip }) });
  const told = withRows(own, rowsOf(batches)!);
  expect([rowsOf(own), told.size]).toEqual([undefined, 3]);
  expect((await collect(told.iterate!({ skip: 2 }))).map(({ x }) => [...x.dataSync()])).toEqual([[4]]);
  const [first] = [...rowsOf(told)!({})];
  const { x } = gathered(first!);
  expect([...x.dataSync()]).toEqual([0, 1]);
  release(x);
  expect(() => withRows({ [Symbol.asyncIterator]: own[Symbol.asyncIterator] }, rowsOf(batches)!)).toThrow(
    'withRows: the dataset must have iterate',
  );
});
