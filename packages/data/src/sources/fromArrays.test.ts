import '@tensorflow/tfjs-backend-cpu';
import { dispose, memory, scalar, type Tensor, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { collect, columnOf } from '../../testing/collect.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { type HostArray, hostArray } from '../host/hostArray.ts';
import { batch } from '../stages/batch.ts';
import { filter } from '../stages/filter.ts';
import { shuffle } from '../stages/shuffle.ts';
import { fromArrays } from './fromArrays.ts';

test('element i holds row i of each array: a number of a vector, else an array that shares memory', async () => {
  const x = hostArray(new Float32Array([1, 2, 3, 4, 5, 6]), [3, 2]);
  const source = fromArrays({ x, y: hostArray(new Uint8Array([7, 8, 9]), [3]) });
  expect(source.size).toBe(3);
  const elements = await collect(source);
  expect(elements.map(({ y }) => y)).toEqual([7, 8, 9]);
  expect(elements.map(({ x }) => [...x.data])).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(elements[1]?.x.shape).toEqual([2]);
  expect(elements[1]?.x.data.buffer).toBe(x.data.buffer);
});

test('lists and typed arrays are arrays too, and functions among them are left out', async () => {
  const source = fromArrays({ x: [[1], [2]], y: [0, 0.5], z: new Int32Array([3, 4]), slice: () => 0 });
  source satisfies Dataset<{ x: HostArray<Float32Array>; y: number; z: number }>;
  // @ts-expect-error there is no slice in an element
  source satisfies Dataset<{ slice: unknown }>;
  const [, last] = await collect(source);
  expect(Object.keys(last!)).toEqual(['x', 'y', 'z']);
  expect([last!.x.at(0), last!.y, last!.z]).toEqual([2, 0.5, 4]);
});

test('tensors stay where they are and whose they are', async () => {
  const x = tensor([1, 2, 3, 4, 5, 6], [3, 2]);
  const y = tensor1d([7, 8, 9], 'int32');
  const source = fromArrays({ x, y });
  const before = memory().numTensors;
  expect(await columnOf(batch(2)(shuffle({ seed: 1 })(source)), 'y')).toHaveLength(2);
  const elements = await collect(filter<{ x: unknown; y: number }>(({ y }) => y > 7)(source));
  expect(elements.map(({ y }) => y)).toEqual([8, 9]);
  expect((elements[1]!.x as HostArray).data).toEqual(new Float32Array([5, 6]));
  expect(memory().numTensors).toBe(before);
  expect([x.isDisposed, y.isDisposed]).toEqual([false, false]);
  dispose([x, y]);
});

test('rows of tensors are gathered in the order of the pass', async () => {
  const x = tensor(
    Array.from({ length: 20 }, (_, i) => i),
    [10, 2],
  );
  const batches = batch(10)(shuffle({ seed: 1 })(fromArrays({ x, y: Array.from({ length: 10 }, (_, i) => i) })));
  for await (const { x, y } of batches as Dataset<{ x: Tensor; y: Tensor }>) {
    const labels = Array.from(await y.data());
    expect(Array.from(await x.data())).toEqual(labels.flatMap((label) => [2 * label, 2 * label + 1]));
    expect(labels).not.toEqual([...labels].sort());
    dispose([x, y]);
  }
  x.dispose();
});

test('arrays that do not belong together are refused', () => {
  expect(() => fromArrays({ x: [[1], [2], [3]], y: [0, 1] })).toThrow(
    'fromArrays: all arrays must have the same number of rows, but x has 3, y has 2',
  );
  expect(() => fromArrays({})).toThrow('fromArrays: there must be at least one array');
  expect(() => fromArrays({ x: 'cat' })).toThrow(
    'fromArrays: x must be a host array, a typed array, a tensor or lists of numbers, got "cat"',
  );
  const [one, text] = [scalar(1), tensor(['a'])];
  expect(() => fromArrays({ x: one })).toThrow('got float32 of the shape []');
  expect(() => fromArrays({ x: text })).toThrow('must have a first axis of rows and hold numbers, got string');
  dispose([one, text]);
});

test('no rows are an empty pass', async () => {
  const source = fromArrays({ x: hostArray(new Uint8Array(0), [0, 4]) });
  expect([source.size, await collect(source)]).toEqual([0, []]);
});

test('what is not a record of arrays is refused', () => {
  // @ts-expect-error a record is needed
  expect(() => fromArrays(null)).toThrow('fromArrays: arrays must be a record of arrays, as in { x, y }, got null');
  expect(() => fromArrays([[1], [2]])).toThrow('got [[1], [2]]');
  expect(() => fromArrays(hostArray(new Uint8Array(2), [2]))).toThrow('must be a record of arrays');
});

test('lists of arrays are rows that keep their type, and other arrays are refused with the way out', async () => {
  const source = fromArrays({
    x: [Float32Array.of(1, 2), Float32Array.of(3, 4)],
    y: [hostArray(Int32Array.of(5), [1]), hostArray(Int32Array.of(6), [1])],
    z: Uint8ClampedArray.of(7, 8),
  });
  source satisfies Dataset<{ x: HostArray<Float32Array>; y: HostArray<Int32Array>; z: number }>;
  for await (const { x, y, z } of batch(2)(source)) {
    expect([x.dtype, ...(await x.data())]).toEqual(['float32', 1, 2, 3, 4]);
    expect([y.dtype, ...(await y.data())]).toEqual(['int32', 5, 6]);
    expect([z.dtype, ...(await z.data())]).toEqual(['int32', 7, 8]);
    dispose([x, y, z]);
  }
  expect(() => fromArrays({ x: Float64Array.of(1, 2) })).toThrow(
    'fromArrays: x must be a Uint8Array, Int32Array or Float32Array, got Float64Array; Float32Array.from(x) makes one',
  );
  expect(() => fromArrays({ x: { left: Int16Array.of(1) } })).toThrow('Int32Array.from(x.left) makes one');
  const holed = Object.assign(Array<number>(3), { 0: 1, 2: 3 });
  expect(() => fromArrays({ x: holed, y: [1, 2, 3] })).toThrow('fromArrays: x must hold numbers, got undefined at [1]');
});

test('records of arrays give records of rows, read back from tensors too', async () => {
  const left = tensor1d([1, 2, 3]);
  const source = fromArrays({ x: { left, right: [4, 5, 6] }, y: new Int32Array([7, 8, 9]) });
  source satisfies Dataset<{ x: { left: number; right: number }; y: number }>;
  expect((await collect(source.iterate!({ skip: 1 }))) as unknown).toEqual([
    { x: { left: 2, right: 5 }, y: 8 },
    { x: { left: 3, right: 6 }, y: 9 },
  ]);
  const host = fromArrays({ x: { left: [1, 2], deep: { right: [3, 4] } } });
  expect(await collect(host)).toEqual([{ x: { left: 1, deep: { right: 3 } } }, { x: { left: 2, deep: { right: 4 } } }]);
  expect(() => fromArrays({ x: { left, right: [1, 2] } })).toThrow('but x.left has 3, x.right has 2');
  expect(() => fromArrays({ x: { left: 'cat' } })).toThrow('fromArrays: x.left must be a host array');
  left.dispose();
});

test('a tensor that was freed is told as such, by rows and in batches', async () => {
  const x = tensor1d([1, 2]);
  const source = fromArrays({ x });
  x.dispose();
  const message = 'fromArrays: x was disposed of before: it must live as long as the dataset is read';
  await expect(collect(batch(2)(source))).rejects.toThrow(message);
  await expect(collect(source)).rejects.toThrow(message);
  expect(() => fromArrays({ x })).toThrow(message);
});

test('a column becomes what its dtype says', async () => {
  const picture = hostArray(new Uint8Array([1, 2, 3, 4]), [2, 2]);
  const steps = tensor1d([1, 2], 'int32');
  const source = fromArrays(
    { x: { wide: picture, whole: picture, steps, flags: new Uint8Array(2) }, y: [0, 1], z: new Uint8Array(2) },
    { dtypes: { x: { whole: 'int32', steps: 'float32', flags: 'bool' }, y: 'int32', z: 'float32' } },
  );
  const before = memory().numTensors;
  for await (const { x, y, z } of batch(2)(source)) {
    const types = [x.wide, x.whole, x.steps, x.flags, y, z].map(({ dtype }) => dtype);
    expect(types).toEqual(['float32', 'int32', 'float32', 'bool', 'int32', 'float32']);
    expect([...(await x.whole.data())]).toEqual([1, 2, 3, 4]);
    expect([...(await x.steps.data())]).toEqual([1, 2]);
    dispose([x.wide, x.whole, x.steps, x.flags, y, z]);
  }
  expect(memory().numTensors).toBe(before);
  steps.dispose();
});

test('types that would cut numbers off, or that no column has, are refused', () => {
  const floats = tensor1d([0.5]);
  const become = (x: unknown) => expect(() => fromArrays({ x }, { dtypes: { x: 'int32' as never } }));
  become([0.5]).toThrow('fromArrays: x must hold integers to become int32, got 0.5');
  become(new Float32Array(1)).toThrow('fromArrays: x must hold integers to become int32, got a Float32Array');
  become(floats).toThrow('fromArrays: x must hold integers to become int32, got a tensor of float32');
  floats.dispose();
  const arrays = { x: { left: [1] }, y: [1] };
  // @ts-expect-error there is no such column
  expect(() => fromArrays(arrays, { dtypes: { z: 'int32' } })).toThrow('fromArrays: dtypes: unknown option "z"');
  // @ts-expect-error there is no such column
  expect(() => fromArrays(arrays, { dtypes: { x: { lift: 'int32' } } })).toThrow('did you mean "left"?');
  // @ts-expect-error there is no such type
  expect(() => fromArrays(arrays, { dtypes: { y: 'uint8' } })).toThrow('dtypes.y');
  // @ts-expect-error a letter is missing
  expect(() => fromArrays(arrays, { dtype: {} })).toThrow('unknown option "dtype"; did you mean "dtypes"?');
});
