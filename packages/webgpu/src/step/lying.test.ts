import { expect, test } from 'vitest';
import { launch, tapeOf } from '../../testing/tape.ts';
import { blocksOf, lyingIn, writtenInPlace } from './lying.ts';

const update = (over: number, by: number) => ({ over, by });

test('regions lie by their kinds: in blocks, in the arena, in what a step has now and next, or where a run tells', () => {
  const tape = tapeOf({
    regions: ['tensor', 'tensor', 'constant', 'constant', 'made', 'made', 'tensor'],
    bytes: [4, 300, 4, 4, 4, 4, 4],
    launches: [launch([4], [0, 2]), launch([5], [4, 3])],
    updates: [update(1, 6), update(0, 5)],
  });
  const inPlace = writtenInPlace(tape, new Set());
  expect([...inPlace]).toEqual([[5, 0]]);
  const places = new Map([[4, { buffer: 2, offset: 256 }]]);
  expect(lyingIn(tape, blocksOf(tape), { places }, inPlace)).toEqual([
    { buffer: 'now', offset: 512 },
    { buffer: 'now', offset: 0 },
    { buffer: 'constants', offset: 0 },
    { buffer: 'constants', offset: 256 },
    { buffer: 'arena 2', offset: 256 },
    { buffer: 'next', offset: 512 },
    { buffer: 'r6', offset: 0 },
  ]);
});

test('what reads a next number writes none in place, and what lasts, or is the next of two, is copied', () => {
  const tape = tapeOf({
    regions: ['tensor', 'tensor', 'made', 'made'],
    launches: [launch([2], [0]), launch([3], [2, 1])],
    updates: [update(0, 2), update(1, 3)],
  });
  expect([...writtenInPlace(tape, new Set())]).toEqual([[2, 0]]);
  expect([...writtenInPlace(tape, new Set([2]))]).toEqual([[3, 1]]);
  const twice = { ...tape, updates: [update(0, 2), update(1, 2)] };
  expect([...writtenInPlace(twice, new Set())]).toEqual([]);
});
