import { expect, test } from 'vitest';
import { launch, tapeOf } from '../../testing/tape.ts';
import { arenaOf } from './arena.ts';

const none = { elsewhere: new Set<number>(), lasting: new Set<number>() };

test('what is not needed at the same time shares a buffer, but never what one launch reads and writes', () => {
  const tape = tapeOf({
    regions: ['tensor', 'made', 'made', 'made'],
    launches: [launch([1], [0]), launch([2], [1]), launch([3], [2])],
  });
  const { slots, slotOf } = arenaOf(tape, none);
  expect(slots).toHaveLength(2);
  expect(slotOf.get(3)).toBe(slotOf.get(1));
  expect(slotOf.get(2)).not.toBe(slotOf.get(1));
});

test('what is read again later, or kept to the end, has a buffer of its own until then', () => {
  const launches = [launch([1], [0]), launch([2], [1]), launch([3], [2])];
  const regions = ['tensor', 'made', 'made', 'made'] as const;
  const again = tapeOf({ regions, launches: [...launches.slice(0, 2), launch([3], [2, 1])] });
  expect(arenaOf(again, none).slots).toHaveLength(3);
  const result = tapeOf({ regions, launches, results: [1] });
  expect(arenaOf(result, none).slots).toHaveLength(3);
  const update = tapeOf({ regions, launches, updates: [{ over: 0, by: 1 }] });
  expect(arenaOf(update, none).slots).toHaveLength(3);
});

test('a buffer is as large as the largest of its regions; what lies elsewhere has none, and what lasts shares none', () => {
  const tape = tapeOf({
    regions: ['tensor', 'made', 'made', 'made', 'made'],
    bytes: [0, 4, 8, 100, 16],
    launches: [launch([1], [0]), launch([2], [1]), launch([3], [2]), launch([4], [3])],
  });
  expect(arenaOf(tape, none).slots).toEqual([100, 16]);
  const kinds = { elsewhere: new Set([3]), lasting: new Set([1]) };
  const { slots, slotOf } = arenaOf(tape, kinds);
  expect(slotOf.has(3)).toBe(false);
  expect(slots[slotOf.get(1)!]).toBe(4);
  expect([...slotOf.values()].filter((slot) => slot === slotOf.get(1))).toHaveLength(1);
});
