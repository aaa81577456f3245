import '@tensorflow/tfjs-backend-cpu';
import { memory, mul, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { tensorsIn, tidied } from '../tree/tensors.ts';
import { gathered, isRowBatch, mapRowBatch, type RowColumn, rowBatch } from './rowBatch.ts';

const numbers = Float32Array.of(10, 20, 30, 40);
const column: RowColumn = {
  shape: [],
  dtype: 'float32',
  isBytes: false,
  copy: (rows, into) => into.set(rows.map((row) => numbers[row]!)),
  gather: (rows) => tensor1d(rows.map((row) => numbers[row]!)),
};
const batch = rowBatch({ columns: [column], rows: [3, 0], make: ([x]) => ({ x: x! }), madeBy: 'x' });

test('it is gathered into what its function makes; a batch of tensors is itself', () => {
  const before = memory().numTensors;
  const { x } = tidied(() => gathered(batch));
  expect([...x.dataSync()]).toEqual([40, 10]);
  expect(memory().numTensors).toBe(before + 1);
  const given = { x };
  expect(gathered<{ readonly x: Tensor }>(given)).toBe(given);
  expect(tensorsIn([{ ...batch, x }])).toEqual([]);
  expect([batch, given, x, null, 'x'].map(isRowBatch)).toEqual([true, false, false, false, false]);
  x.dispose();
});

test('made over by a function, it is told apart by that function', () => {
  const [twice, again] = [0, 1].map(
    () =>
      ({ x }: { readonly x: Tensor }) =>
        mul(x, 2),
  ) as [never, never];
  const doubled = mapRowBatch<{ readonly x: Tensor }, Tensor>(batch, twice);
  const y = tidied(() => gathered(doubled));
  expect([...(y as Tensor).dataSync()]).toEqual([80, 20]);
  (y as Tensor).dispose();
  expect(mapRowBatch(batch, twice).madeBy).toBe(doubled.madeBy);
  expect(mapRowBatch(batch, again).madeBy).not.toBe(doubled.madeBy);
});
