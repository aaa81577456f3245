import { expect, test } from 'vitest';
import type { Pixels } from '../pixels.ts';
import { readBitmap } from './bitmap.ts';

const read = (data: Pixels['data'], shape: readonly number[]) =>
  readBitmap('imageGrid: cells[0].image', { data, shape });

test.each([[[2, 3]], [[2, 3, 1]], [[1, 2, 3, 1]]])('the shape %j is a grey picture of two rows', (shape) => {
  expect(read(Uint8Array.of(0, 1, 2, 3, 4, 255), shape)).toEqual({
    height: 2,
    width: 3,
    channels: 1,
    bytes: Uint8Array.of(0, 1, 2, 3, 4, 255),
  });
});

test('fractions from 0 to 1 become bytes from 0 to 255', () => {
  expect(read(Float32Array.of(0, 0.5, 1), [1, 1, 3]).bytes).toEqual(Uint8Array.of(0, 128, 255));
});

test('whole numbers of any kind are bytes', () => {
  expect(read(Int32Array.of(0, 1, 255), [1, 1, 3]).bytes).toEqual(Uint8Array.of(0, 1, 255));
  expect(read(Uint8ClampedArray.of(7), [1, 1]).bytes).toEqual(Uint8Array.of(7));
});

test('numbers out of range are refused by their place', () => {
  expect(() => read(Float32Array.of(0, 1.5), [1, 2])).toThrow(
    'imageGrid: cells[0].image.data[1] must be from 0 to 1 in a Float32Array, got 1.5',
  );
  expect(() => read(Float64Array.of(Number.NaN), [1, 1])).toThrow(
    'data[0] must be from 0 to 1 in a Float64Array, got NaN',
  );
  expect(() => read(Int32Array.of(256), [1, 1])).toThrow('data[0] must be from 0 to 255 in a Int32Array, got 256');
});

test.each([[[5]], [[2, 2, 2]], [[2, 1, 1, 1]], [[0, 3]], [[1.5, 2]]])('the shape %j is refused', (shape) => {
  expect(() => read(new Uint8Array(4), shape)).toThrow(/image must have the shape .* got \[/);
});

test('a length that does not fit the shape is refused, and a picture of more than 1024 pixels a side', () => {
  expect(() => read(new Uint8Array(5), [2, 3])).toThrow('image of shape [2, 3] needs 6 numbers, got 5');
  expect(() => read(new Uint8Array(1025), [1, 1025])).toThrow('must be at most 1024 by 1024 pixels, got [1, 1025]');
});

test('a tensor is refused with what reads it', () => {
  const tensor = { data: async () => new Float32Array(4), shape: [2, 2] };
  // @ts-expect-error its numbers are on a device
  expect(() => readBitmap('image', tensor)).toThrow('got a tensor; await its data() first');
});

test('a plain list of numbers is refused with what to bring', () => {
  // @ts-expect-error its kind does not say whether 1 is black or white
  expect(() => read([0, 1], [1, 2])).toThrow(/image\.data must be a typed array: bytes 0\.\.255 .* got \[0, 1\]/);
});
