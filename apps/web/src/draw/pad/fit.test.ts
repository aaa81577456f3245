import { expect, test } from 'vitest';
import { fitOf, fitted } from './fit.ts';
import type { Mask } from './mask.ts';

const width = 320;

/** A filled square around a middle, in tenths of the picture's pixels. */
const square = (x: number, y: number, half: number): Mask => {
  const bytes = new Uint8Array(width * width);
  for (let row = y - half; row < y + half; row++) bytes.fill(255, row * width + x - half, row * width + x + half);
  return { width, bytes };
};

/** Sum, and middle, of what is covered. */
const momentsOf = (cover: Float32Array) => {
  let [sum, x, y] = [0, 0, 0];
  cover.forEach((share, pixel) => {
    sum += share;
    x += share * ((pixel % 32) + 0.5);
    y += share * (Math.floor(pixel / 32) + 0.5);
  });
  return { area: sum, x: x / sum, y: y / sum };
};

test('what is drawn about as large as the set stays where and as it is', () => {
  const { area, x, y } = momentsOf(fitted(square(150, 175, 90))!);
  expect(area).toBeCloseTo(18 * 18, 1);
  expect(x).toBeCloseTo(15, 2);
  expect(y).toBeCloseTo(17.5, 2);
});

test('small drawings grow, large ones shrink, to sizes of the set', () => {
  expect(momentsOf(fitted(square(160, 160, 20))!).area).toBeCloseTo(16 * 16, 0);
  expect(momentsOf(fitted(square(160, 160, 150))!).area).toBeCloseTo(19 * 19, 0);
});

test('what lies far aside comes to a pixel and a half from the middle', () => {
  const { x, y } = momentsOf(fitted(square(60, 250, 45))!);
  expect(x).toBeCloseTo(14.5, 1);
  expect(y).toBeCloseTo(17.5, 1);
});

test('a flat drawing keeps its proportions: the longer side counts', () => {
  const { scale } = fitOf({ left: 10, top: 100, right: 310, bottom: 140 }, width);
  expect(scale * 150).toBeCloseTo(9.5, 6);
});

test('edges are soft, and nothing is drawn of nothing', () => {
  const cover = fitted(square(160, 160, 85))!;
  expect(cover[16 * 32 + 7]).toBeCloseTo(0.5, 2);
  expect(cover[16 * 32 + 8]).toBe(1);
  expect(fitted({ width, bytes: new Uint8Array(width * width) })).toBeUndefined();
});
