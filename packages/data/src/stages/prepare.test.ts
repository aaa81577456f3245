import '@tensorflow/tfjs-backend-cpu';
import { gathered, release, tidied } from '@kindling/core';
import { memory, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { stream } from '../../testing/numbers.ts';
import { type Dataset, pipe } from '../dataset/dataset.ts';
import { rowsOf } from '../dataset/rows.ts';
import { hostArray } from '../host/hostArray.ts';
import { fromArrays } from '../sources/fromArrays.ts';
import { normalize } from '../transforms/normalize.ts';
import { batch } from './batch.ts';
import { prefetch } from './prefetch.ts';
import { prepare } from './prepare.ts';
import { shuffle } from './shuffle.ts';

const pictures = {
  x: hostArray(Uint8Array.of(0, 255, 51, 102, 153, 204), [3, 2]),
  y: hostArray(Uint8Array.of(0, 1, 2), [3]),
};
const scaled = prepare(({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => ({ x: normalize(x), y }));
const numbersOf = ({ x, y }: { readonly x: Tensor; readonly y: Tensor }) => {
  const numbers = [[...x.dataSync()], [...y.dataSync()], x.dtype, y.dtype];
  release([x, y]);
  return numbers;
};

test('batches of arrays are the same as rows and as tensors, from any place of any pass', async () => {
  const before = memory().numTensors;
  const batches = pipe(fromArrays(pictures), shuffle({ seed: 3 }), batch(2), scaled, prefetch(2));
  for (const place of [{}, { pass: 1 }, { pass: 2, skip: 1 }]) {
    const tensors = (await collect(batches.iterate!(place))).map(numbersOf);
    expect([...rowsOf(batches)!(place)].map((rows) => numbersOf(tidied(() => gathered(rows))))).toEqual(tensors);
  }
  expect([...rowsOf(batches)!({})][0]!.columns.map(({ isBytes, dtype, shape }) => [isBytes, dtype, shape])).toEqual([
    [true, 'float32', [2]],
    [true, 'int32', []],
  ]);
  expect(memory().numTensors).toBe(before);
});

test('a column writes its rows as they are kept, or as their dtype where it is no array of bytes', () => {
  const arrays = { a: hostArray(Int32Array.of(5, 6, 7), [3]), b: hostArray(Uint8Array.of(9, 0, 1), [3]) };
  const dtypes = { a: 'float32', b: 'bool' } as const;
  const [rows] = [...rowsOf(pipe(fromArrays(arrays, { dtypes }), batch(3)))!({})];
  expect(rows!.columns.map(({ isBytes }) => isBytes)).toEqual([false, true]);
  const into = new Float32Array(2);
  rows!.columns[0]!.copy([2, 0], into);
  expect([...into]).toEqual([7, 5]);
});

test('of a stream, and of tensors, it makes over batch after batch', async () => {
  const x = tensor2d([[51], [102]]);
  for (const source of [pipe(stream(2), batch(2)), pipe(fromArrays({ x }), batch(2))] as Dataset<{ x: Tensor }>[]) {
    const batches = pipe(
      source,
      prepare((each) => ({ x: normalize(each.x) })),
    );
    expect([rowsOf(batches), batches.size]).toEqual([undefined, 1]);
    release(await collect(batches));
  }
  x.dispose();
});

test('what is no function, and one that gives a promise, are refused', async () => {
  expect(() => prepare(7 as never)).toThrow('prepare: f must be a function, got 7');
  const late = pipe(
    fromArrays(pictures),
    batch(2),
    prepare(async ({ y }) => ({ y })),
  );
  const words = 'prepare: the function must give its batch at once, got a promise; map takes an async one';
  await expect(collect(late)).rejects.toThrow(words);
  const [rows] = [...rowsOf(late)!({})];
  expect(() => tidied(() => gathered(rows!))).toThrow(words);
});
