import { threefry2x32, Uniform } from '@kindling/core';
import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { uniform } from './uniform.ts';

type Key = readonly [number, number];

const fused = (shape: readonly number[], key: Key, draw: number, parts = 1): number[] => {
  const device = testDevice({ parts });
  const before = device.held();
  const y = device.run(uniform, Uniform, {}, { shape, key, draw });
  expect(y.shape).toEqual(shape);
  expect(device.held()).toBe(before + 1);
  return [...device.numbers(y)];
};

const host = (size: number, [k0, k1]: Key, draw: number): number[] => {
  const words = new Uint32Array(size + (size % 2));
  for (let at = 0; at < size; at += 2) threefry2x32(k0, k1, at / 2, draw, words, at);
  return [...words.subarray(0, size)].map((word) => (word >>> 8) * 2 ** -24);
};

const keys: readonly Key[] = [
  [0, 0],
  [1, 2],
  [0xffffffff, 0x80000000],
  [0x13198a2e, 0x03707344],
];

test('the numbers are those of the host, bit by bit, for any size, key and draw, however they are cut', () => {
  for (const key of keys) {
    for (const draw of [0, 1, 0x7fffffff]) {
      for (const size of [0, 1, 2, 7, 8, 9, 100, 1001]) {
        const expected = host(size, key, draw);
        for (const parts of [1, 3]) expect(fused([size], key, draw, parts), `${size} of ${key}`).toEqual(expected);
      }
    }
  }
});

test('a shape is filled in order, one number is a number', () => {
  expect(fused([3, 5], [1, 2], 3)).toEqual(host(15, [1, 2], 3));
  expect(fused([], [1, 2], 3)).toEqual(host(1, [1, 2], 3));
});
