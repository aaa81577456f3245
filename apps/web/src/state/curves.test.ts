import { describe, expect, it } from 'vitest';
import { endsWith, stepPointed, testedLine, trainLine, valueAt } from './curves.ts';

const train = trainLine(
  [
    { step: 50, steps: 50, loss: 2.2, accuracy: 0.2 },
    { step: 150, steps: 100, loss: 1.8, accuracy: 0.4 },
  ],
  'loss',
  100,
);
const tested = testedLine([{ epoch: 0, loss: 2, accuracy: 0.3, validation: { loss: 1.9, accuracy: 0.35 } }], 'loss');
const lines = { train, tested, before: { xs: [], ys: [] }, beforeTested: { xs: [], ys: [] } };

describe('curves', () => {
  it('puts windows where they end, and a dot at the end of its epoch', () => {
    expect(train).toEqual({ xs: [0.5, 1.5], ys: [2.2, 1.8] });
    expect(tested).toEqual({ xs: [1], ys: [1.9] });
  });

  it('reads the last value up to a place', () => {
    expect([0.2, 0.5, 1.4, 9].map((x) => valueAt(train, x))).toEqual([undefined, 2.2, 2.2, 1.8]);
  });

  it('is walked from place to place, and no further than its ends', () => {
    expect(stepPointed(undefined, 1, lines)).toBe(0.5);
    expect(stepPointed(undefined, -1, lines)).toBe(1.5);
    expect(stepPointed(0.5, 1, lines)).toBe(1);
    expect(stepPointed(1.5, 1, lines)).toBe(1.5);
    expect(stepPointed(0.5, -1, lines)).toBe(0.5);
    expect([stepPointed(0.5, 'last', lines), stepPointed(1.5, 'first', lines)]).toEqual([1.5, 0.5]);
    expect(stepPointed(undefined, 1, { ...lines, train: lines.before, tested: lines.before })).toBeUndefined();
  });
});

it('ends with an epoch where it rests at its end; within one, and while it runs, with the last window', () => {
  const points = [{ step: 100, steps: 10, loss: 0.9, accuracy: 0.6 }];
  const rows = [{ epoch: 0, loss: 1.2, accuracy: 0.5, validation: { loss: 1, accuracy: 0.55 } }];
  expect(endsWith(points, rows, 100, false)).toBe(rows[0]);
  expect(endsWith(points, rows, 100, true)).toBeUndefined();
  expect(endsWith(points, rows, 80, false)).toBeUndefined();
  expect(endsWith(points, [], 100, false)).toBeUndefined();
  expect(endsWith([], rows, 100, false)).toBe(rows[0]);
  expect(endsWith([], [], 100, false)).toBeUndefined();
});
