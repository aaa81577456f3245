import { expect, test } from 'vitest';
import { hostArray } from './hostArray.ts';

const points = hostArray(new Float32Array([1, 2, 3, 4, 5, 6]), [3, 2]);

test('a number is found by one index an axis, from either end', () => {
  expect([points.at(0, 1), points.at(2, 0), points.at(-1, -1)]).toEqual([2, 5, 6]);
});

test('slices count as those of lists and share memory', () => {
  for (const [start, end] of [
    [1, 2],
    [-2, undefined],
    [0, -1],
    [2, 1],
    [-9, 9],
  ] as const) {
    const rows = [
      [1, 2],
      [3, 4],
      [5, 6],
    ].slice(start, end);
    const slice = points.slice(start, end);
    expect(slice.shape).toEqual([rows.length, 2]);
    expect([...slice.data]).toEqual(rows.flat());
    expect(slice.data.buffer).toBe(points.data.buffer);
  }
});

test('an array without rows has slices without rows', () => {
  expect(hostArray(new Uint8Array(0), [0, 4]).slice(0, 3).shape).toEqual([0, 4]);
});

test('shapes that do not fit, and other data, are refused', () => {
  expect(() => hostArray(new Uint8Array(5), [2, 3])).toThrow(
    'hostArray: the shape [2, 3] holds 6 numbers, but data has 5',
  );
  for (const shape of [[], [-1], [1.5]]) {
    expect(() => hostArray(new Uint8Array(1), shape)).toThrow(
      'hostArray: shape must be a list of one or more whole numbers',
    );
  }
  const refused = (data: unknown, message: string) =>
    // @ts-expect-error none of the three
    expect(() => hostArray(data, [1])).toThrow(
      `hostArray: data must be a Uint8Array, Int32Array or Float32Array, got ${message}`,
    );
  refused(new Float64Array(1), 'Float64Array; Float32Array.from(data) makes one');
  refused(new Uint16Array(1), 'Uint16Array; Int32Array.from(data) makes one');
  refused(new BigInt64Array(1), 'BigInt64Array; Int32Array.from(data, Number) makes one');
  refused([1], '[1]; Float32Array.from(data) makes one');
  refused(undefined, 'undefined');
  expect(() => hostArray(new Uint8Array(1), Object.assign(Array<number>(2), { 0: 1 }))).toThrow('shape must be a list');
});

test('the clamped bytes of a canvas are bytes on the same memory', () => {
  const canvas = Uint8ClampedArray.of(9, 1, 2).subarray(1);
  const { data } = hostArray(canvas, [1, 2]);
  expect(data).toEqual(Uint8Array.of(1, 2));
  canvas[1] = 7;
  expect(data[1]).toBe(7);
});

test('indices outside, of another count, and broken slices are refused', () => {
  expect(() => points.at(3, 0)).toThrow('hostArray: index 3 is outside axis 0 of 3');
  expect(() => points.at(0, -3)).toThrow('hostArray: index -3 is outside axis 1 of 2');
  expect(() => points.at(0.5, 0)).toThrow('index 0.5 is outside');
  // @ts-expect-error two indices are needed
  expect(() => points.at(0)).toThrow('hostArray: at takes 2 indices for the shape [3, 2], got 1');
  expect(() => points.slice(0.5)).toThrow('hostArray: start of a slice must be a whole number, got 0.5');
  expect(() => points.slice(0, Number.NaN)).toThrow('hostArray: end of a slice must be a whole number, got NaN');
});
