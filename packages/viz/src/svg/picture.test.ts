import { expect, test } from 'vitest';
import { crispSize, picture } from './picture.ts';

test('a small picture grows by a whole factor, so that all its pixels are equal', () => {
  expect(crispSize({ width: 32, height: 32 }, 104)).toEqual([96, 96]);
  expect(crispSize({ width: 10, height: 4 }, 104)).toEqual([100, 40]);
});

test('a large picture shrinks to fit', () => {
  expect(crispSize({ width: 208, height: 104 }, 104)).toEqual([104, 52]);
});

test('pixels are not smoothed by a browser', () => {
  const bitmap = { width: 1, height: 1, channels: 1, bytes: Uint8Array.of(0) };
  expect(picture(bitmap, 1, 2, 3, 4)).toMatch(
    /^<image x="1" y="2" width="3" height="4" .*style="image-rendering:pixelated" href="data:image\/png;base64,/,
  );
});
