import { expect, test } from 'vitest';
import { launch, tapeOf } from '../../testing/tape.ts';
import { foldedIn } from './fold.ts';

test('what is made of constants alone is made once, and what is made of that too', () => {
  const tape = tapeOf({
    regions: ['constant', 'made', 'made', 'tensor', 'made'],
    launches: [launch([1], [0]), launch([2], [1]), launch([4], [2, 3])],
  });
  expect(foldedIn(tape)).toEqual({ once: new Set([0, 1]), lasting: new Set([1, 2]) });
});

test('a launch of nothing is made once, unless another writes over what it wrote', () => {
  const zeros = launch([0], []);
  const regions = ['made', 'tensor', 'made'] as const;
  expect(foldedIn(tapeOf({ regions, launches: [zeros, launch([2], [0, 1])] })).once).toEqual(new Set([0]));
  expect(foldedIn(tapeOf({ regions, launches: [zeros, launch([0], [1])] })).once).toEqual(new Set());
});
