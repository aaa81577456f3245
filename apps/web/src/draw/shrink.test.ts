import { expect, test } from 'vitest';
import { centreCrop, halvings, withoutAlpha } from './shrink.ts';

test('each side is half of the one before, and the last is 32', () => {
  expect(halvings(300)).toEqual([256, 128, 64, 32]);
  expect(halvings(64)).toEqual([64, 32]);
  expect(halvings(63)).toEqual([32]);
  expect(halvings(1)).toEqual([32]);
});

test('a huge picture begins at a canvas that a phone can hold', () => {
  expect(halvings(12_000)[0]).toBe(2048);
});

test('the square in the middle', () => {
  expect(centreCrop(100, 40)).toEqual({ x: 30, y: 0, size: 40 });
  expect(centreCrop(40, 101)).toEqual({ x: 0, y: 30, size: 40 });
});

test('four bytes a pixel become three', () => {
  expect(withoutAlpha(Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 255))).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
});
