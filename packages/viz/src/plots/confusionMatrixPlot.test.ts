import { expect, test } from 'vitest';
import { readSvg } from '../raster/readSvg.ts';
import { confusionMatrixPlot } from './confusionMatrixPlot.ts';

const matrix = {
  counts: [
    [8, 2],
    [1, 9],
  ],
  classNames: ['cat', 'dog'],
};
const nodes = (svg: string) => readSvg(svg).children;
const texts = (svg: string): readonly string[] =>
  nodes(svg).flatMap(({ name, text }) => (name === 'text' ? [text] : []));
const opacities = (svg: string, colour: string): readonly number[] =>
  nodes(svg)
    .filter(({ attributes }) => attributes.class === colour && 'fill-opacity' in attributes)
    .map(({ attributes }) => Number(attributes['fill-opacity']));

test('every count, name, recall and the accuracy are written', () => {
  const written = texts(confusionMatrixPlot(matrix));
  for (const text of ['8', '2', '1', '9', 'predicted', 'actual', '80.0 %', '90.0 %', 'accuracy 85.0 % of 20']) {
    expect(written).toContain(text);
  }
  expect(written.filter((text) => text === 'dog')).toHaveLength(2);
});

test('colour is the share of the row: the diagonal blue, mistakes vermilion', () => {
  const svg = confusionMatrixPlot({
    ...matrix,
    counts: [
      [800, 200],
      [1, 9],
    ],
  });
  expect(opacities(svg, 'blue')).toEqual([0.82, 0.91]);
  expect(opacities(svg, 'vermilion')).toEqual([0.26, 0.17]);
});

test('a class that never occurs has no recall and no colour', () => {
  const svg = confusionMatrixPlot({
    ...matrix,
    counts: [
      [0, 0],
      [0, 3],
    ],
  });
  expect(texts(svg)).toContain('–');
  expect(opacities(svg, 'blue')).toEqual([1]);
});

test('long names are cut and slanted, so that the picture stays narrow', () => {
  const classNames = Array.from({ length: 10 }, (_, i) => `${i} ${'long '.repeat(100)}`);
  const counts = classNames.map((_, i) => classNames.map((_, j) => (i === j ? 12_345 : i * j)));
  const { attributes, children } = readSvg(confusionMatrixPlot({ counts, classNames }));
  expect(Number(attributes.width)).toBeLessThan(800);
  expect(children.filter(({ attributes: { transform } }) => transform?.endsWith('rotate(-45)'))).toHaveLength(10);
  expect(texts(confusionMatrixPlot({ counts, classNames }))).toContain('12,345');
});

test('a hundred classes still fit on a screen, without figures', () => {
  const classNames = Array.from({ length: 100 }, (_, i) => `c${i}`);
  const counts = classNames.map((_, i) => classNames.map((_, j) => (i === j ? 500 : 0)));
  const svg = confusionMatrixPlot({ counts, classNames });
  expect(Number(readSvg(svg).attributes.width)).toBeLessThan(1200);
  expect(texts(svg)).not.toContain('500');
});

test('names are text, never markup', () => {
  const svg = confusionMatrixPlot({ ...matrix, classNames: ['<img onerror=x>', '"&\''] });
  expect(svg).not.toContain('<img');
  expect(texts(svg)).toContain('<img onerror=x>');
});

test.each([
  [{ counts: [[1]], classNames: ['a', 'b'] }, 'counts must be 2 rows of 2 for 2 class names, got [1, 1]'],
  [{ counts: [[1, 2], [3]], classNames: ['a', 'b'] }, 'counts must be 2 rows of 2 for 2 class names, got [2, 1]'],
  [{ counts: [], classNames: [] }, 'classNames must be 1 to 200 names, got []'],
  [{ counts: [[-1]], classNames: ['a'] }, 'counts[0][0] must be a finite number of at least 0, got -1'],
  [{ counts: [[Number.NaN]], classNames: ['a'] }, 'counts[0][0] must be a finite number of at least 0, got NaN'],
])('%j is refused', (bad, message) => {
  expect(() => confusionMatrixPlot(bad)).toThrow(`confusionMatrixPlot: ${message}`);
});

test('what is no matrix is refused', () => {
  expect(() => confusionMatrixPlot(null as never)).toThrow(
    'confusionMatrixPlot: matrix must be { counts, classNames }, as confusionMatrix of @kindling/metrics gives it, got',
  );
  expect(() => confusionMatrixPlot({ counts: [[1]], classNames: [5 as never] })).toThrow('must be 1 to 200 names');
  expect(() => confusionMatrixPlot({ counts: new Array(1), classNames: ['x'] })).toThrow('counts must be 1 rows of 1');
});

test('an unknown option is refused', () => {
  const matrix = { counts: [[1]], classNames: ['cat'] };
  expect(() => confusionMatrixPlot(matrix, { titel: 'Cats' } as object)).toThrow(
    'confusionMatrixPlot: unknown option "titel"; did you mean "title"?',
  );
});
