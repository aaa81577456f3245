import { shapes } from '@kindling/data';
import { expect, test } from 'vitest';
import { countsOf, guessesAfter, recording, sharesAfter, watchedAt } from './numbers.ts';

const { test: pictures } = await shapes({ train: 0, test: 1000, seed: 1 });
const actual = pictures.y.data as Uint8Array;

test('the matrix of each epoch has as many right as the epoch was right', () => {
  expect(recording.rows).toHaveLength(10);
  for (const [epoch, { validation }] of recording.rows.entries()) {
    const counts = countsOf(actual, guessesAfter(epoch + 1));
    const right = counts.reduce((sum, row, at) => sum + row[at]!, 0);
    expect(right / actual.length).toBeCloseTo(validation.accuracy, 6);
  }
});

test('the end of the run is that of its last epoch', () => {
  const { loss, accuracy } = recording.rows.at(-1)!.validation;
  expect(recording.result).toMatchObject({ loss, accuracy });
  expect(recording.points.reduce((sum, { steps }) => sum + steps, 0)).toBe(1570);
  const watched = watchedAt(1570);
  expect(watched).toEqual({
    classes: guessesAfter(10).classes.slice(0, watched.classes.length),
    sure: guessesAfter(10).sure.slice(0, watched.sure.length),
  });
});

test('a picture that is opened has the share that stands under it', () => {
  const { classes, sure } = guessesAfter(10);
  for (const id of [0, 7, 999]) {
    const shares = [...sharesAfter(id, 10)];
    expect(Math.max(...shares)).toBeCloseTo(sure[id]! / 255, 6);
    expect(shares.indexOf(Math.max(...shares))).toBe(classes[id]);
    expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 6);
  }
});
