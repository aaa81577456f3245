import { expect, test } from 'vitest';
import { shapes } from '../sources/shapes.ts';
import { drawShape, shapeNames } from './drawShape.ts';

const black = [0, 0, 0] as const;
const white = [255, 255, 255] as const;
const clean = { front: white, back: black, noise: 0 } as const;

/** The sum of a picture's bytes, weighted by their column and row. */
const moments = (data: Uint8Array) => {
  let [sum, across, down] = [0, 0, 0];
  for (let pixel = 0; pixel < 32 * 32; pixel++) {
    const value = data[pixel * 3]!;
    sum += value;
    across += value * ((pixel % 32) + 0.5);
    down += value * (Math.floor(pixel / 32) + 0.5);
  }
  return { sum: sum / 255, x: across / sum, y: down / sum };
};

test('a disc has the size, the place and the colours that were asked for', () => {
  const picture = drawShape({ ...clean, x: 14, y: 18, size: 8, front: [255, 100, 0] });
  expect(picture.shape).toEqual([1, 32, 32, 3]);
  const { sum, x, y } = moments(picture.data);
  expect(sum).toBeCloseTo(Math.PI * 64, -1);
  expect(x).toBeCloseTo(14, 2);
  expect(y).toBeCloseTo(18, 2);
  expect([0, 1, 2].map((channel) => picture.at(0, 18, 14, channel))).toEqual([255, 100, 0]);
  expect([0, 1, 2].map((channel) => picture.at(0, 0, 0, channel))).toEqual([0, 0, 0]);
});

test('a turn is to the right, in degrees: by 45 a plus is a cross, by 90 bars stand', () => {
  expect(drawShape({ ...clean, shape: 'plus', turn: 45 }).data).toEqual(drawShape({ ...clean, shape: 'cross' }).data);
  const bars = drawShape({ ...clean, shape: 'bars' });
  const turned = drawShape({ ...clean, shape: 'bars', turn: 90 });
  for (let row = 0; row < 32; row++) {
    for (let column = 0; column < 32; column++) {
      // An edge in the middle of a pixel may round either way.
      expect(Math.abs(turned.at(0, column, row, 0) - bars.at(0, row, column, 0))).toBeLessThanOrEqual(1);
    }
  }
  // The tip of a triangle, which is straight up, goes to the right.
  const { x } = moments(drawShape({ ...clean, shape: 'triangle', turn: 90 }).data);
  const { y } = moments(drawShape({ ...clean, shape: 'triangle' }).data);
  expect(x - 16).toBeCloseTo(16 - y, 1);
});

test('the names of classes are those of shapes, and each is drawn', async () => {
  expect(shapeNames).toEqual((await shapes({ train: 0, test: 0 })).classNames);
  const pictures = shapeNames.map((shape) => drawShape({ ...clean, shape }).data.join());
  expect(new Set(pictures).size).toBe(10);
});

test('slope and noise change the background, noise by its seed', () => {
  const sloped = drawShape({ ...clean, back: [100, 100, 100], slope: [1, -2] });
  expect(sloped.at(0, 0, 31, 0) - sloped.at(0, 0, 0, 0)).toBe(31);
  expect(sloped.at(0, 31, 0, 0) - sloped.at(0, 0, 0, 0)).toBe(-62);
  const noisy = (seed: number) => drawShape({ back: [128, 128, 128], front: [128, 128, 128], seed }).data;
  expect(noisy(1)).toEqual(noisy(1));
  expect(noisy(1)).not.toEqual(noisy(2));
  const farthest = Math.max(...noisy(1).map((byte) => Math.abs(byte - 128)));
  expect(farthest).toBeGreaterThan(20);
  expect(farthest).toBeLessThanOrEqual(Math.ceil(255 * 0.12));
});

test('the noise is that of the first picture of the seed in shapes', async () => {
  const { train } = await shapes({ train: 1, test: 0, seed: 3 });
  // Its corner is background: what is left after the slope's steady steps is noise.
  const noise = drawShape({ back: [128, 128, 128], seed: 3 });
  const step = (row: number) => train.x.at(0, row, 0, 0) - train.x.at(0, row, 1, 0);
  const expected = (row: number) => noise.at(0, row, 0, 0) - noise.at(0, row, 1, 0);
  for (let row = 0; row < 3; row++) expect(Math.abs(step(row) - expected(row))).toBeLessThanOrEqual(4);
});

test('what is no shape, no colour and no share is refused', () => {
  // @ts-expect-error no such class
  expect(() => drawShape({ shape: 'rings' })).toThrow('drawShape: unknown shape "rings"; did you mean "ring"?');
  expect(() => drawShape({ front: [0, 256, 0] })).toThrow(
    'drawShape: front must be red, green and blue from 0 to 255, got [0, 256, 0]',
  );
  // @ts-expect-error one channel
  expect(() => drawShape({ back: [1] })).toThrow('drawShape: back must be');
  expect(() => drawShape({ slope: [Number.NaN, 0] })).toThrow('drawShape: slope must be two numbers');
  expect(() => drawShape({ noise: 2 })).toThrow('drawShape: noise must be');
  expect(() => drawShape({ size: 0 })).toThrow('drawShape: size must be');
  expect(() => drawShape({ x: Number.POSITIVE_INFINITY })).toThrow('drawShape: x must be');
});
