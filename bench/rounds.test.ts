import { expect, test } from 'vitest';
import { interleave, median, ratios } from './rounds.ts';

test('the median of an even number of values lies between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
});

test('contestants take turns at going first, and every round has each once', async () => {
  const ran: string[] = [];
  const contestant = (name: string) => ({
    name,
    run: async (steps: number) => {
      ran.push(name);
      await new Promise((resolve) => setTimeout(resolve, steps === 1 ? 1 : 400));
    },
  });
  const timings = await interleave([contestant('a'), contestant('b')], 3);
  expect(ran).toEqual(['a', 'a', 'b', 'b', 'a', 'b', 'b', 'a', 'a', 'b']);
  expect(timings.map(({ milliseconds }) => milliseconds.length)).toEqual([3, 3]);
});

test('ratios are taken round by round', () => {
  expect(ratios({ name: 'a', milliseconds: [1, 4] }, { name: 'b', milliseconds: [2, 2] })).toEqual([0.5, 2]);
});
