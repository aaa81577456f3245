import { expect, test } from 'vitest';
import { colourOf, cssOf, palettes } from './colour.ts';
import { painted } from './paint.ts';

const lightness = ([red, green, blue]: readonly [number, number, number]): number =>
  (Math.max(red, green, blue) + Math.min(red, green, blue)) / 510;

test('hue, saturation and lightness give red, green and blue', () => {
  expect(colourOf(0, 1, 0.5)).toEqual([255, 0, 0]);
  expect(colourOf(1 / 3, 1, 0.5)).toEqual([0, 255, 0]);
  expect(colourOf(2 / 3, 1, 0.25)).toEqual([0, 0, 128]);
  expect(colourOf(0.4, 0, 0.5)).toEqual([128, 128, 128]);
  expect(cssOf([1, 2, 3])).toBe('rgb(1 2 3)');
});

test('all colours of the pad are light on dark, as light and dark as the set has them', () => {
  for (const { front, back } of palettes) {
    expect(lightness(front)).toBeGreaterThanOrEqual(0.62);
    expect(lightness(front)).toBeLessThanOrEqual(0.87);
    expect(lightness(back)).toBeGreaterThanOrEqual(0.12);
    expect(lightness(back)).toBeLessThanOrEqual(0.37);
  }
});

test('a drawing is the figure before its ground, in noise that never changes', () => {
  const cover = new Float32Array(32 * 32);
  cover.fill(1, 0, 512);
  const { front, back } = palettes[0];
  const picture = painted(cover, palettes[0]);
  expect(picture).toHaveLength(3072);
  const meanOf = (from: number, channel: number): number => {
    let sum = 0;
    for (let pixel = from; pixel < from + 512; pixel++) sum += picture[pixel * 3 + channel]!;
    return sum / 512;
  };
  for (const channel of [0, 1, 2]) {
    expect(Math.abs(meanOf(0, channel) - front[channel]!)).toBeLessThan(4);
    expect(Math.abs(meanOf(512, channel) - back[channel]!)).toBeLessThan(4);
  }
  expect(new Set(picture).size).toBeGreaterThan(50);
  expect(painted(cover, palettes[0])).toEqual(picture);
});
