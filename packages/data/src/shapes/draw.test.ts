import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { brush, pictureSize, side } from './draw.ts';

const picture = (seed: number, index: number): Uint8ClampedArray => {
  const bytes = new Uint8ClampedArray(pictureSize);
  brush(seed)(index, bytes, 0);
  return bytes;
};

test('a picture is a function of seed and index alone', () => {
  const draw = brush(5);
  const bytes = new Uint8ClampedArray(3 * pictureSize);
  for (const [place, index] of [7, 2, 7].entries()) draw(index, bytes, place * pictureSize);
  expect(bytes.subarray(0, pictureSize)).toEqual(picture(5, 7));
  expect(bytes.subarray(pictureSize, 2 * pictureSize)).toEqual(picture(5, 2));
  expect(bytes.subarray(2 * pictureSize)).toEqual(picture(5, 7));
  expect(picture(6, 7)).not.toEqual(picture(5, 7));
  expect(picture(5 + 2 ** 32, 7)).not.toEqual(picture(5, 7));
});

/** Mean of three channels within `reach` of a place. */
const brightness = (bytes: Uint8ClampedArray, column: number, row: number, reach: number): number => {
  let [sum, count] = [0, 0];
  for (let y = row - reach; y <= row + reach; y++) {
    for (let x = column - reach; x <= column + reach; x++) {
      for (let channel = 0; channel < 3; channel++, count++) sum += bytes[(y * side + x) * 3 + channel]!;
    }
  }
  return sum / count;
};

test('three figures in four are light on dark', () => {
  let light = 0;
  const count = 400;
  for (let i = 0; i < count; i++) {
    // Discs, which cover the middle of the picture wherever they are.
    const bytes = picture(1, 10 * i);
    if (brightness(bytes, 16, 16, 2) > brightness(bytes, 1, 1, 1)) light += 1;
  }
  // 300 expected, with a standard deviation of 9.
  expect(Math.abs(light - 300)).toBeLessThan(45);
});

test('noise is there, and is no more than 0.12 of the range to either side', () => {
  for (let i = 0; i < 20; i++) {
    const bytes = picture(2, 10 * i);
    const corner = Array.from({ length: 9 }, (_, k) => bytes[((k % 3) * side + Math.floor(k / 3)) * 3]!);
    const [low, high] = [Math.min(...corner), Math.max(...corner)];
    expect(high - low).toBeGreaterThan(3);
    // The slope adds at most .006 a pixel in each direction.
    expect(high - low).toBeLessThanOrEqual(255 * (2 * 0.12 + 4 * 0.006) + 1);
  }
});

test('only operations that give the same bits on every platform are used', () => {
  for (const file of ['draw.ts', 'outlines.ts']) {
    const source = readFileSync(new URL(file, import.meta.url), 'utf8');
    const used = [...source.matchAll(/Math\.(\w+)/g)].map(([, name]) => name);
    const exact = ['abs', 'floor', 'max', 'min', 'sqrt', 'SQRT1_2'];
    expect(used.filter((name) => !exact.includes(name!))).toEqual([]);
    // The only power is of two, which is exact.
    expect([...source.matchAll(/\S+ \*\* \S+/g)].filter(([power]) => !power.startsWith('2 ** 32'))).toEqual([]);
  }
});
