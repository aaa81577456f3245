import { expect, test } from 'vitest';
import { placesOf, ranked, rankOf, wrongOf } from './ranking.ts';

const actual = Uint8Array.of(0, 1, 2, 0, 1, 2);
const guesses = { classes: Uint8Array.of(0, 2, 2, 1, 2, 2), sure: Uint8Array.of(250, 90, 60, 200, 90, 255) };
const all = [0, 1, 2, 3, 4, 5];

test('the wrong ones come first, the surest first; then the right ones, the least sure first', () => {
  expect(ranked(all, 'wrong', guesses, actual)).toEqual([3, 1, 4, 2, 0, 5]);
});

test('least sure first asks not for right or wrong, and equals stay in the order of the data', () => {
  expect(ranked(all, 'unsure', guesses, actual)).toEqual([2, 1, 4, 3, 0, 5]);
});

test('in order is the order of the data, in an array of its own', () => {
  const places = [4, 1];
  const given = ranked(places, 'given', guesses, actual);
  expect(given).toEqual(places);
  expect(given).not.toBe(places);
});

test('a class is the actual one, and a cell of the matrix takes both', () => {
  expect(placesOf(guesses, actual, { actual: undefined, predicted: undefined })).toEqual(all);
  expect(placesOf(guesses, actual, { actual: 1, predicted: undefined })).toEqual([1, 4]);
  expect(placesOf(guesses, actual, { actual: 0, predicted: 1 })).toEqual([3]);
  expect(placesOf(guesses, actual, { actual: 2, predicted: 0 })).toEqual([]);
});

test('the wrong ones are counted', () => {
  expect(wrongOf(all, guesses, actual)).toBe(3);
  expect(wrongOf([0, 2], guesses, actual)).toBe(0);
});

test('a rank counts the classes that are held likelier', () => {
  expect([0, 1, 2, 3].map((actual) => rankOf([0.1, 0.6, 0.2, 0.1], actual))).toEqual([3, 1, 2, 3]);
});
