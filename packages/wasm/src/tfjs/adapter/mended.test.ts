import {
  ArgMax,
  Bincount,
  Cast,
  Concat,
  Cumsum,
  Fill,
  GatherNd,
  GatherV2,
  Pack,
  ResizeBilinear,
  ScatterNd,
  Slice,
  type TensorInfo,
  TopK,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { inTurn } from './inTurn.ts';
import { mended } from './mended.ts';
import { numbersOf, written } from './numbers.ts';
import type { Replacement } from './replacement.ts';

const device = testDevice();

/** What tfjs's kernels would be given. */
let asked: readonly unknown[] = [];
const stock = (name: string): Replacement => ({
  name,
  compute: ({ x }, attributes, on) => {
    asked = [x!.dtype, x!.shape, attributes];
    return written(on, x!.shape, 'int32', (y) => y.set(numbersOf(on, x!)));
  },
});
const kernels = inTurn([...mended, ...[Bincount, Cast, Cumsum].map(stock)]);
const run = (name: string, inputs: Readonly<Record<string, TensorInfo>>, attributes = {}) => {
  const y = device.run(kernels, name, inputs, attributes);
  return { dtype: y.dtype, shape: y.shape, numbers: [...device.numbers(y)] };
};
const none = (...shape: number[]) => device.tensor([], shape);

test('an axis is counted from the start, and bools are counted as integers', () => {
  run(Cumsum, { x: device.tensor([1, 0, 1, 1], [2, 2], 'bool') }, { axis: -1, exclusive: true });
  expect(asked).toEqual(['int32', [2, 2], { axis: 1, exclusive: true }]);
});

test('the values of a matrix are counted as those of a list', () => {
  const x = device.tensor([1, 2, 3, 4], [2, 2], 'int32');
  run(Bincount, { x, weights: none(0) }, { size: 5 });
  expect(asked).toEqual(['int32', [4], { size: 5 }]);
});

test('a slice that ends beyond an axis is refused', () => {
  expect(() => run(Slice, { x: device.tensor([1, 2], [2]) }, { begin: [1], size: [2] })).toThrow('size[0]');
});

test('an index that is not there is refused by its axis, in lists of places and in a single one', () => {
  const x = device.tensor([1, 2, 3, 4], [2, 2]);
  const at = (values: number[], ...shape: number[]) => device.tensor(values, shape, 'int32');
  expect(() => run(GatherNd, { params: x, indices: at([0, 2], 2) })).toThrow(
    'GatherNd: on the wasm backend indices must be in [0, 1] of axis 1, got 2',
  );
  expect(() => run(ScatterNd, { indices: at([0, -1], 2, 1), updates: x }, { shape: [3, 2] })).toThrow(
    'ScatterNd: on the wasm backend indices must be in [0, 2] of axis 0, got -1',
  );
});

test('a number below 0 is not counted', () => {
  expect(() => run(Bincount, { x: device.tensor([1, -2], [2], 'int32'), weights: none(0) }, { size: 2 })).toThrow(
    'Bincount: x must not be below 0, got -2',
  );
});

test('strings are not filled in', () => {
  expect(() => run(Fill, {}, { value: 'a', shape: [2] })).toThrow(
    'Fill: the wasm backend has no kernel for strings, got "a"',
  );
});

test('no strings joined to none are none, in the shape of all', () => {
  const x = { ...none(2, 0), dtype: 'string' as const };
  const joined = (name: string, axis: number) => device.run(kernels, name, { 0: x, 1: x }, { axis }).shape;
  expect([joined(Concat, 0), joined(Pack, 1), joined(Pack, -2)]).toEqual([
    [4, 0],
    [2, 2, 0],
    [2, 2, 0],
  ]);
  expect(joined(Pack, -1)).toEqual([2, 0, 2]);
});

test('of nothing: no sums, no places but 0, nothing gathered or resized', () => {
  expect(run(Cumsum, { x: none(0, 2) }, { axis: 0 })).toEqual({ dtype: 'float32', shape: [0, 2], numbers: [] });
  expect(run(ArgMax, { x: none(2, 0) }, { axis: 1 })).toEqual({ dtype: 'int32', shape: [2], numbers: [0, 0] });
  const indices = device.tensor([0, 0], [2], 'int32');
  expect(run(GatherV2, { x: none(3, 0), indices }, { axis: 0, batchDims: 0 }).shape).toEqual([2, 0]);
  expect(run(ResizeBilinear, { images: none(0, 2, 2, 3) }, { size: [4, 5] }).shape).toEqual([0, 4, 5, 3]);
  const topK = mended.find(({ name, compute }) => name === TopK && compute({ x: none(2, 0) }, { k: 0 }, device));
  expect(topK).toBeDefined();
});
