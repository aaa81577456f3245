import '@tensorflow/tfjs-backend-cpu';
import { permutation, release } from '@kindling/core';
import { batch, type Dataset, hostArray, pipe, shuffle, skip, take } from '@kindling/data';
import { memory, scalar, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { rowsOf, type Signature, type Whole } from './rows.ts';

const one: Signature = { inputNames: undefined, outputNames: undefined, inputs: [{ name: 'x', dtype: 'float32' }] };
const two: Signature = {
  inputNames: ['left', 'right'],
  outputNames: undefined,
  inputs: [
    { name: 'left', dtype: 'float32' },
    { name: 'right', dtype: 'int32' },
  ],
};
const bytes = { data: Uint8Array.from([0, 1, 2, 3, 4, 5]), shape: [3, 2], at: () => 0, slice: () => bytes };
const build = (arrays: Whole, signature: Signature = one) => rowsOf('fit', arrays, signature);
const all = async <T>(batches: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const element of batches) list.push(element);
  return list;
};

test('rows come in the given order, from tensors and from host arrays alike', async () => {
  const before = memory().numTensors;
  const onDevice = tensor2d([0, 1, 2, 3, 4, 5], [3, 2]);
  for (const x of [onDevice, bytes]) {
    const rows = build({ x });
    expect(rows.size).toBe(3);
    for (const [seed, count] of [
      [1, 3],
      [2, 2],
      [3, 1],
    ] as const) {
      const order = Array.from(permutation(3, seed, 0)).slice(0, count);
      const [taken] = await all(pipe(rows, shuffle({ seed }), take(count), batch(3)));
      expect(taken!.x.dtype).toBe('float32');
      expect(await taken!.x.array()).toEqual(order.map((row) => [2 * row, 2 * row + 1]));
      release(taken);
    }
  }
  onDevice.dispose();
  expect(memory().numTensors).toBe(before);
});

test('labels stay integers, inputs become what the model reads', async () => {
  const rows = build({ x: { left: bytes, right: bytes }, y: bytes, sampleWeight: bytes }, two);
  const [first] = await all(pipe(rows, take(1), batch(1)));
  const { x, y, sampleWeight } = first as unknown as Record<
    string,
    Record<string, { dtype: string }> & { dtype: string }
  >;
  expect([x?.left?.dtype, x?.right?.dtype, y?.dtype, sampleWeight?.dtype]).toEqual([
    'float32',
    'int32',
    'int32',
    'float32',
  ]);
  release([x, y, sampleWeight]);
});

test('what is not an array, has no samples or not as many as the rest is refused by name', () => {
  const [x, y] = [tensor2d([[1], [2]]), tensor1d([1, 2, 3])];
  expect(() => build({ x, y })).toThrow('fit: all arrays must have the same number of samples, but x has 2, y has 3');
  expect(() => build({ x: [[1]] })).toThrow(/fit: x must be a tensor or a host array, got .*hostArray/);
  expect(() => build({ x: tensor2d([], [0, 4]) })).toThrow('fit: there is no sample: x has the shape [0, 4]');
  expect(() => build({ x: scalar(1) })).toThrow('first axis of samples');
  expect(() => build({ x: x }, two)).toThrow('x must be a record of left, right');
  expect(() => build({ x: { left: x } }, two)).toThrow('x.right must be a tensor or a host array, got undefined');
  expect(() => build({ x: { left: x, right: x, middle: x } }, two)).toThrow(
    'x has middle, which the model does not have; it has left, right',
  );
  release([x, y]);
});

test('numbers that would be cut off, left out or taken for zeros are refused', () => {
  const at = () => 0;
  const slice = () => bytes;
  const floats = { data: Float32Array.from([0.5, 1, 2]), shape: [3], at, slice };
  expect(() => build({ x: { left: floats, right: floats } }, two)).toThrow(
    'fit: x.right must be of integers, as the model reads int32, got a Float32Array',
  );
  expect(() => build({ x: { data: new Float32Array(3), shape: [3, 2], at, slice } })).toThrow(
    'fit: x has the shape [3, 2], of 6 numbers, but data has 3',
  );
  expect(() => build({ x: { data: Float64Array.from([0.5]), shape: [1], at, slice } })).toThrow(
    'must be a tensor or a',
  );
  expect(() => build({ x: { data: [0.5], shape: [1], at, slice } })).toThrow('must be a tensor or a host array');
});

test('rows come in their order, or shuffled anew in each pass by seed', async () => {
  const numbers = hostArray(
    Int32Array.from({ length: 10 }, (_, i) => i),
    [10],
  );
  const rows = build({ x: numbers });
  const read = async (batches: Dataset<{ readonly x: Tensor }>, pass = 0) => {
    const found = await all(batches.iterate!({ pass }));
    const values = await Promise.all(found.map(async ({ x }) => Array.from(await x.data())));
    release(found);
    return values;
  };
  const plain = pipe(rows, skip(2), batch(4));
  expect(plain.size).toBe(2);
  expect(await read(plain)).toEqual([
    [2, 3, 4, 5],
    [6, 7, 8, 9],
  ]);
  const shuffled = async (seed: number, pass: number) =>
    (await read(pipe(rows, shuffle({ seed }), batch(4)), pass)).flat();
  expect(await shuffled(1, 0)).toEqual(Array.from(permutation(10, 1, 0)));
  expect(await shuffled(1, 0)).toEqual(await shuffled(1, 0));
  expect(await shuffled(1, 0)).not.toEqual(await shuffled(1, 1));
  expect(await shuffled(1, 0)).not.toEqual(await shuffled(2, 0));
  expect((await shuffled(1, 0)).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
