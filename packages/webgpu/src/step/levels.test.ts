import { expect, test } from 'vitest';
import { launch } from '../../testing/tape.ts';
import { levelsOf } from './levels.ts';

const none = { once: new Set<number>(), waiting: () => 0 };

test('a launch is done when all that it reads is there, and what nothing waits for is done last', () => {
  const launches = [launch([1], [0]), launch([2], [1]), launch([3], [1]), launch([4], [2, 3]), launch([5], [1])];
  expect(levelsOf({ launches }, none)).toEqual([0, 1, 1, 2, 2]);
});

test('what is written twice is written in the order of its launches, and after what has read it', () => {
  expect(levelsOf({ launches: [launch([1], [0]), launch([1], [0]), launch([2], [1])] }, none)).toEqual([0, 1, 2]);
  expect(levelsOf({ launches: [launch([1], [0]), launch([2], [1]), launch([1], [0])] }, none)).toEqual([0, 1, 2]);
});

test('what is run once comes before all else', () => {
  const launches = [launch([1], [0]), launch([3], [2]), launch([4], [3, 1])];
  expect(levelsOf({ launches }, { ...none, once: new Set([1]) })).toEqual([1, 0, 2]);
});

test('a launch that can wait does, where threads wait for each other in other groups', () => {
  const launches = [
    launch([1], [0]),
    launch([2], [1]),
    launch([3], [1]),
    launch([4], [2]),
    launch([5], [4, 3]),
    launch([6], [0]),
    launch([7], [6, 5]),
  ];
  const kinds = [64, 128, 64, 0, 64, undefined, 0];
  expect(levelsOf({ launches }, { ...none, waiting: (i) => kinds[i] })).toEqual([0, 1, 2, 2, 3, 3, 4]);
  expect(levelsOf({ launches }, none)).toEqual([0, 1, 1, 2, 3, 0, 4]);
});
