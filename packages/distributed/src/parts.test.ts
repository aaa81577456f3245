import '@tensorflow/tfjs-backend-cpu';
import { release, rowBatch } from '@kindling/core';
import { memory, scalar, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';

const xs = (parts: readonly unknown[]) =>
  (parts as { readonly x: ReturnType<typeof tensor2d> }[]).map(({ x }) => x.arraySync());

test('row i belongs to part i mod count', () => {
  const before = memory().numTensors;
  const batch = { x: tensor2d([0, 0, 1, 1, 2, 2, 3, 3], [4, 2]), y: tensor1d([0, 1, 2, 3], 'int32') };
  const parts = partsOf(batch, 2) as readonly (typeof batch)[];
  expect(xs(parts)).toEqual([
    [
      [0, 0],
      [2, 2],
    ],
    [
      [1, 1],
      [3, 3],
    ],
  ]);
  expect(parts.map(({ y }) => [y.dtype, [...y.dataSync()]])).toEqual([
    ['int32', [0, 2]],
    ['int32', [1, 3]],
  ]);
  expect(memory().numTensors).toBe(before + 6);
  release(parts);
  expect(partsOf(batch, 1)).toEqual([batch]);
});

test('what is not level is cut all the same, as an evaluation needs', () => {
  const batch = { x: tensor1d([0, 1, 2, 3, 4]) };
  expect(xs(partsOf(batch, 4))).toEqual([[0, 4], [1], [2], [3]]);
  expect(xs(partsOf({ x: tensor1d([7, 8]) }, 4))).toEqual([[7], [8]]);
});

test('of rows that nobody has gathered, their numbers are cut', () => {
  const rows = rowBatch({ columns: [], rows: [5, 6, 7, 8], make: () => ({}), madeBy: 'test' });
  const parts = partsOf(rows, 2) as (typeof rows)[];
  expect(parts.map((part) => part.rows)).toEqual([
    [5, 7],
    [6, 8],
  ]);
});

test('tensors of different length, a scalar and no tensor are refused', () => {
  expect(() => partsOf({ x: tensor1d([1]), y: tensor1d([1, 2]) }, 1)).toThrow('got [1] and [2]');
  expect(() => partsOf({ x: scalar(1) }, 1)).toThrow('a batch is cut by its rows');
  expect(() => partsOf({}, 1)).toThrow('the batch has no tensor');
});
