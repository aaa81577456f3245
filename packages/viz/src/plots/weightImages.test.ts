import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { readSvg } from '../raster/readSvg.ts';
import { weightImages } from './weightImages.ts';

/** The embedded pictures, as the red, green and blue of their pixels. */
const pictures = (svg: string): readonly (readonly number[])[] =>
  readSvg(svg)
    .children.filter(({ name }) => name === 'image')
    .map(({ attributes }) => {
      const { data } = PNG.sync.read(Buffer.from(attributes.href!.split(',')[1]!, 'base64'));
      return [...data].filter((_, i) => i % 4 !== 3);
    });

test('every unit is scaled by itself, around middle grey', () => {
  // Two units of three weights, unit by unit: -2, 0, 1 and 0.1, 0.05, 0.
  const kernel = { data: Float32Array.of(-2, 0.1, 0, 0.05, 1, 0), shape: [3, 2] };
  expect(pictures(weightImages(kernel, { shape: [1, 1, 3] }))).toEqual([
    [0, 128, 191],
    [255, 191, 128],
  ]);
});

test('a unit of zeros is grey', () => {
  expect(pictures(weightImages({ data: [0, 0], shape: [2, 1] }, { shape: [1, 2] }))).toEqual([Array(6).fill(128)]);
});

test('only the first units are drawn, and the picture says how many', () => {
  const kernel = { data: new Float32Array(4 * 60).fill(1), shape: [4, 60] };
  const svg = weightImages(kernel, { shape: [2, 2], limit: 12, columns: 4 });
  expect(pictures(svg)).toHaveLength(12);
  expect(svg).toContain('12 of 60 units');
});

test('a kernel that does not fit the shape is refused', () => {
  const kernel = { data: new Float32Array(12), shape: [4, 3] };
  expect(() => weightImages(kernel, { shape: [2, 2, 3] })).toThrow(
    'weightImages: kernel must be [12, units] for pictures of [2, 2, 3], got [4, 3] with 12 numbers',
  );
  expect(() => weightImages({ ...kernel, data: [1] }, { shape: [2, 2] })).toThrow('got [4, 3] with 1 numbers');
  expect(() => weightImages(kernel, { shape: [2, 2], units: 3 } as never)).toThrow(
    'weightImages: unknown option "units"',
  );
  expect(() => weightImages(kernel, { shape: [4] })).toThrow('weightImages: shape must be [height, width]');
});

test('weights that are not finite are refused by their place', () => {
  expect(() => weightImages({ data: [1, 2, Number.NaN, 4], shape: [2, 2] }, { shape: [1, 2] })).toThrow(
    'weightImages: kernel.data must be finite, got NaN for input 1 of unit 0',
  );
});

test('columns and limit must be positive integers', () => {
  const kernel = { data: [1], shape: [1, 1] };
  expect(() => weightImages(kernel, { shape: [1, 1], columns: 1.5 })).toThrow(
    'weightImages: columns must be a positive',
  );
  expect(() => weightImages(kernel, { shape: [1, 1], limit: 0 })).toThrow('weightImages: limit must be a positive');
});
