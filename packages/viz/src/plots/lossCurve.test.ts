import { expect, test } from 'vitest';
import { readSvg } from '../raster/readSvg.ts';
import { lossCurve } from './lossCurve.ts';

const history = [
  { loss: 2, accuracy: 0.3, validation: { loss: 1.9, accuracy: 0.35 } },
  { loss: 1.5, accuracy: 0.5, validation: { loss: 1.7, accuracy: 0.4 } },
];
/** Titles of the panels, in order. */
const panels = (svg: string): readonly string[] =>
  readSvg(svg)
    .children.filter(({ name }) => name === 'g')
    .flatMap((panel) => panel.children.find(({ name }) => name === 'text')?.text ?? []);

test('loss comes first, every other metric has a panel of its own', () => {
  expect(panels(lossCurve(history))).toEqual(['loss', 'accuracy']);
  expect(panels(lossCurve([{ loss: 1, epoch: 0, f1: 0.5, note: 'x', validation: { loss: 1, recall: 0.1 } }]))).toEqual([
    'loss',
    'f1',
    'recall',
  ]);
});

test('the metrics drawn can be chosen', () => {
  expect(panels(lossCurve(history, { metrics: [] }))).toEqual(['loss']);
  expect(() => lossCurve(history, { metrics: 5 as never })).toThrow(
    'lossCurve: metrics must be a list of names, got 5',
  );
  expect(() => lossCurve(history, { metrics: ['acuracy'] })).toThrow(
    'lossCurve: unknown metric "acuracy"; did you mean "accuracy"?',
  );
});

test('a single epoch, and one that diverged, are drawn', () => {
  expect(panels(lossCurve([{ loss: 1 }]))).toEqual(['loss']);
  expect(panels(lossCurve([{ loss: Number.NaN }, { loss: Infinity }]))).toEqual(['loss']);
});

test('names and titles are text, never markup', () => {
  const evil = '</text><script>alert(1)</script>';
  const svg = lossCurve([{ loss: 1, [evil]: 2 }], { title: evil });
  expect(svg).not.toContain('<script');
  expect(panels(svg)[1]).toMatch(/^<\/text><script>/);
});

test('an empty history is refused', () => {
  expect(() => lossCurve([])).toThrow('lossCurve: history must be an array of at least one epoch, got []');
});

test('an epoch without a loss is refused by its place', () => {
  // @ts-expect-error the loss is missing
  expect(() => lossCurve([{ loss: 1 }, { accuracy: 1 }])).toThrow('history[1].loss must be a number, got undefined');
  // @ts-expect-error no epoch at all
  expect(() => lossCurve([undefined])).toThrow('history[0].loss must be a number, got undefined');
  expect(() => lossCurve(new Array(1))).toThrow('history[0].loss must be a number, got undefined');
  expect(() => lossCurve([{ loss: 1, validation: null as never }])).toThrow(
    'lossCurve: history[0].validation must be a record of numbers, got null',
  );
});
