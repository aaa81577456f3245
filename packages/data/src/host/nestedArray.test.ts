import { expect, test } from 'vitest';
import { hostArray } from './hostArray.ts';
import { nestedArray } from './nestedArray.ts';

test('lists become a float32 array of their shape', () => {
  const array = nestedArray('x', [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [7, 8.5],
    ],
  ]);
  expect(array.shape).toEqual([2, 2, 2]);
  expect(array.data).toEqual(new Float32Array([1, 2, 3, 4, 5, 6, 7, 8.5]));
  expect(nestedArray('x', []).shape).toEqual([0]);
  expect(nestedArray('x', [[], []]).shape).toEqual([2, 0]);
});

test('ragged lists and what is not a number are refused with their place', () => {
  expect(() => nestedArray('fromArrays: x', [[1, 2], [3]])).toThrow(
    'fromArrays: x must not be ragged: expected a list of 2 at [1], got a list of 1',
  );
  expect(() => nestedArray('fromArrays: x', [[1, 2], 3])).toThrow('expected a list of 2 at [1], got 3');
  expect(() => nestedArray('fromArrays: x', [[1, 'cat']])).toThrow('x must hold numbers, got "cat" at [0,1]');
  expect(() => nestedArray('fromArrays: x', [1, [2]])).toThrow('x must hold numbers, got [2] at [1]');
});

test('holes are refused with their place, a missing row and a missing first item too', () => {
  const holed = (length: number, places: Readonly<Record<number, unknown>>) => Object.assign(Array(length), places);
  const refused = (lists: unknown[], message: string) => expect(() => nestedArray('x', lists)).toThrow(message);
  refused(holed(4, { 0: 10, 2: 30, 3: 40 }), 'x must hold numbers, got undefined at [1]');
  refused(holed(2, { 0: 10 }), 'x must hold numbers, got undefined at [1]');
  refused(holed(2, { 1: 10 }), 'x must hold numbers, got undefined at [0]');
  refused(holed(3, { 0: [1, 2], 2: [3, 4] }), 'expected a list of 2 at [1], got undefined');
  refused([[1, 2], holed(2, { 1: 4 })], 'x must hold numbers, got undefined at [1,0]');
});

test('lists of arrays keep their type, and bytes of a canvas are bytes', () => {
  const rows = [hostArray(Int32Array.of(1, 2), [1, 2]), hostArray(Int32Array.of(3, 4), [1, 2])];
  expect(nestedArray('x', rows)).toMatchObject({ data: Int32Array.of(1, 2, 3, 4), shape: [2, 1, 2] });
  expect(nestedArray('x', [Float32Array.of(1, 2), [3, 4]]).data).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(nestedArray('x', [Uint8ClampedArray.of(300), Uint8Array.of(2)])).toMatchObject({
    data: Uint8Array.of(255, 2),
    shape: [2, 1],
  });
});

test('arrays of other shapes, other types and other kinds are refused with the way out', () => {
  const refused = (lists: unknown[], message: string) => expect(() => nestedArray('x', lists)).toThrow(message);
  refused([Int32Array.of(1), Int32Array.of(2, 3)], 'x must not be ragged: expected the shape [1] at [1], got [2]');
  refused(
    [Int32Array.of(1), Float32Array.of(0.5)],
    'x must be of one type: it begins with Int32Array, got Float32Array',
  );
  refused([Int32Array.of(1), [0.5]], 'x must be of one type: it begins with Int32Array, got 0.5 at [1,0]');
  refused([Int32Array.of(1), 2], 'expected a list of 1 at [1], got 2');
  refused([1, Int32Array.of(1)], 'x must hold numbers, got Int32Array at [1]');
  refused([Float64Array.of(1)], 'got Float64Array; Float32Array.from(each array) makes one');
});
