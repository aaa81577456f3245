import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { fuzz, line } from './fuzz.ts';
import { kinds } from './kinds.ts';

test.each(kinds)('$name: refused in words, or right', { timeout: 300_000 }, async (kind) => {
  const counts = await fuzz(kind, 2000);
  console.log(line(kind, counts));
  expect(counts.wrong).toEqual([]);
  expect(counts.refused).toBeGreaterThan(100);
  expect(counts.accepted).toBeGreaterThan(100);
});
