import { expect, test } from 'vitest';
import { readSvg } from '../raster/readSvg.ts';
import { imageGrid } from './imageGrid.ts';

const image = { data: new Uint8Array(32 * 32 * 3).fill(90), shape: [1, 32, 32, 3] };
const cells = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ image, title: `t${i}`, subtitle: `s${i}` }));
const places = (svg: string): readonly (readonly [number, number])[] =>
  readSvg(svg)
    .children.filter(({ name }) => name === 'image')
    .map(({ attributes }) => [Number(attributes.x), Number(attributes.y)]);
const texts = (svg: string): readonly string[] =>
  readSvg(svg).children.flatMap(({ name, text }) => (name === 'text' ? [text] : []));

test('pictures stand in rows of five, with title and subtitle', () => {
  const svg = imageGrid(cells(7));
  const [first, ...rest] = places(svg);
  expect(rest).toHaveLength(6);
  expect(rest.filter(([, y]) => y === first![1])).toHaveLength(4);
  expect(rest.filter(([x]) => x === first![0])).toHaveLength(1);
  for (const text of ['t0', 's0', 't6', 's6']) expect(texts(svg)).toContain(text);
});

test('columns can be chosen', () => {
  expect(new Set(places(imageGrid(cells(7), { columns: 3 })).map(([, y]) => y)).size).toBe(3);
  expect(() => imageGrid(cells(1), { columns: 0 })).toThrow('imageGrid: columns must be a positive integer, got 0');
});

test('a wrong one is marked by a frame and a cross, and counted', () => {
  const marked = imageGrid([
    { image, wrong: true },
    { image, wrong: false },
    { image, wrong: false },
  ]);
  const nodes = readSvg(marked).children;
  expect(nodes.filter(({ name, attributes }) => name === 'rect' && attributes.class === 'vermilion-line')).toHaveLength(
    1,
  );
  expect(nodes.filter(({ name }) => name === 'g')).toHaveLength(1);
  expect(texts(marked)).toContain('2 of 3 right');
});

test('where nothing was judged, nothing is marked or counted', () => {
  const svg = imageGrid(cells(2));
  expect(svg).not.toMatch(/class="vermilion/);
  expect(texts(svg)).toEqual(['Predictions', 't0', 's0', 't1', 's1']);
});

test('pictures without titles stand closer', () => {
  const height = (svg: string): number => Number(readSvg(svg).attributes.height);
  expect(height(imageGrid([{ image }]))).toBeLessThan(height(imageGrid(cells(1))));
});

test('titles are text, never markup', () => {
  const svg = imageGrid([{ image, title: '<svg onload=alert(1)>', subtitle: ']]>' }]);
  expect(svg.match(/<svg/g)).toHaveLength(1);
});

test('a bad picture is named by its place', () => {
  const bad = { image: { data: Float32Array.of(2), shape: [1, 1] } };
  expect(() => imageGrid([{ image }, bad])).toThrow('imageGrid: cells[1].image.data[0] must be from 0 to 1');
});

test('no pictures, or too many, are refused', () => {
  expect(() => imageGrid(cells(1), { colums: 2 } as object)).toThrow(
    'unknown option "colums"; did you mean "columns"?',
  );
  expect(() => imageGrid(cells(1), { title: 5 as never })).toThrow('imageGrid: title must be a string, got 5');
  expect(() => imageGrid([null as never])).toThrow(
    'imageGrid: cells[0] must be { image, title, subtitle, wrong }, got',
  );
  expect(() => imageGrid([{ image: null as never }])).toThrow(
    'imageGrid: cells[0].image must be a picture { data, shape }, got null',
  );
  expect(() => imageGrid([{ image, title: 5 as never }])).toThrow('imageGrid: cells[0].title must be a string, got 5');
  expect(() => imageGrid([])).toThrow('imageGrid: cells must be an array of 1 to 400 pictures, got 0 of them');
  expect(() => imageGrid(Array.from({ length: 401 }, () => ({ image })))).toThrow('got 401 of them');
});
