import { expect, test } from 'vitest';
import { resize } from './resize.ts';

/** An opaque grey picture from rows of numbers. */
const grey = (rows: readonly (readonly number[])[], orientation = 1) => ({
  width: rows[0]!.length,
  height: rows.length,
  rgba: Uint8Array.from(rows.flat().flatMap((value) => [value, value, value, 255])),
  orientation,
});
const red = (bytes: Uint8Array): readonly number[] => [...bytes].filter((_, i) => i % 3 === 0);

test('a picture of the same size stays as it is', () => {
  expect(
    red(
      resize(
        grey([
          [1, 2],
          [3, 4],
        ]),
        2,
        2,
      ),
    ),
  ).toEqual([1, 2, 3, 4]);
});

test('a new pixel is the mean of the area it covers', () => {
  expect(
    red(
      resize(
        grey([
          [0, 10, 20, 30],
          [40, 50, 60, 70],
        ]),
        1,
        2,
      ),
    ),
  ).toEqual([25, 45]);
  expect(red(resize(grey([[0, 90, 30]]), 1, 2))).toEqual([30, 50]); // halves of the middle one on both sides
});

test('a smaller picture grows', () => {
  expect(red(resize(grey([[0, 100]]), 2, 4))).toEqual([0, 0, 100, 100, 0, 0, 100, 100]);
});

test('the mean of all pixels is kept', () => {
  const rows = Array.from({ length: 45 }, (_, y) => Array.from({ length: 77 }, (_, x) => (x * 7 + y * 13) % 256));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(red(resize(grey(rows), 32, 32)))).toBeCloseTo(mean(rows.flat()), 0);
});

test('what is transparent lies on white', () => {
  const picture = { width: 2, height: 1, rgba: Uint8Array.of(0, 0, 0, 0, 0, 0, 255, 51), orientation: 1 };
  expect([...resize(picture, 1, 2)]).toEqual([255, 255, 255, 204, 204, 255]);
});

test.each([
  [1, [1, 2, 3, 4, 5, 6]],
  [2, [3, 2, 1, 6, 5, 4]],
  [3, [6, 5, 4, 3, 2, 1]],
  [4, [4, 5, 6, 1, 2, 3]],
])('orientation %d of three columns and two rows', (orientation, upright) => {
  expect(
    red(
      resize(
        grey(
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
          orientation,
        ),
        2,
        3,
      ),
    ),
  ).toEqual(upright);
});

test.each([
  [5, [1, 4, 2, 5, 3, 6]],
  [6, [4, 1, 5, 2, 6, 3]],
  [7, [6, 3, 5, 2, 4, 1]],
  [8, [3, 6, 2, 5, 1, 4]],
])('orientation %d turns three columns and two rows into two and three', (orientation, upright) => {
  expect(
    red(
      resize(
        grey(
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
          orientation,
        ),
        3,
        2,
      ),
    ),
  ).toEqual(upright);
});
