import { expect, test } from 'vitest';
import { interleave, median, ratios } from './rounds.ts';

test('the median of an even number of values lies between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
});

test('contestants take turns at going first, and every round has each once', async () => {
  const ran: string[] = [];
  const contestant = (name: string, milliseconds: number) => ({
    run: async (steps: number) => {
      ran.push(`${name}${steps}`);
      return steps * milliseconds;
    },
  });
  expect(await interleave([contestant('a', 400), contestant('b', 100)], 3)).toEqual([
    [400, 400, 400],
    [100, 100, 100],
  ]);
  expect(ran).toEqual(['a1', 'b1', 'b4', 'a1', 'b4', 'b4', 'a1', 'a1', 'b4']);
});

test('ratios are taken round by round', () => {
  expect(ratios([1, 4], [2, 2])).toEqual([0.5, 2]);
});
