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

test('all units have one scale, around middle grey, and those with the largest weights come first', () => {
  // Three units of three weights, unit by unit: 0.1, 0.05, 0, then -2, 0, 1, then 1, 1, 1.
  const kernel = { data: Float32Array.of(0.1, -2, 1, 0.05, 0, 1, 0, 1, 1), shape: [3, 3] };
  const svg = weightImages(kernel, { shape: [1, 1, 3] });
  expect(pictures(svg)).toEqual([
    [0, 128, 191],
    [191, 191, 191],
    [134, 131, 128],
  ]);
  expect(svg).toContain('3 units');
  expect(svg).toContain('Largest weights first; one scale for all:');
  expect(svg).toContain('black -2, grey 0, white 2');
});

test('units of the same size keep their order, and those that are not drawn do not decide the scale', () => {
  const kernel = { data: [1, -1, 3, -3], shape: [1, 4] };
  expect(pictures(weightImages(kernel, { shape: [1, 1] })).map(([grey]) => grey)).toEqual([255, 0, 170, 85]);
  // The first is the larger one, by root mean square; the second has the largest weight.
  const spiky = { data: [3, 5, 0.1, 3, 0, 0.1, 3, 0, 0.1, 3, 0, 0.1], shape: [4, 3] };
  const svg = weightImages(spiky, { shape: [2, 2], limit: 1 });
  expect(pictures(svg)).toEqual([Array(12).fill(255)]);
  expect(svg).toContain('black -3, grey 0, white 3');
});

test('what has learned stands out: a unit of the noise that it began with is dull', () => {
  const data = Array.from({ length: 16 }, (_, i) => [i % 2 === 0 ? 0.04 : -0.04, i < 8 ? 0.4 : -0.4]).flat();
  const [learned, noise] = pictures(weightImages({ data, shape: [16, 2] }, { shape: [4, 4] }));
  expect(new Set(learned)).toEqual(new Set([255, 0]));
  expect(new Set(noise)).toEqual(new Set([140, 115]));
});

test('units of zeros are grey', () => {
  const svg = weightImages({ data: [0, 0], shape: [2, 1] }, { shape: [1, 2] });
  expect(pictures(svg)).toEqual([Array(6).fill(128)]);
  expect(svg).toContain('one scale for all:');
  expect(svg).toContain('grey 0');
});

test('as many units are drawn as are wanted, and the picture says how many', () => {
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

test('what is no kernel is refused, with how a tensor gives one', () => {
  for (const kernel of [null, undefined, {}, { data: 5, shape: [1, 1] }]) {
    expect(() => weightImages(kernel as never, { shape: [1, 1] })).toThrow(
      'weightImages: kernel must be { data, shape }, got ',
    );
  }
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
