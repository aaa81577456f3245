import { expect, test } from 'vitest';
import { speedUpOfTwoThreads } from './twoThreads.ts';

test('two threads do something between half and twice of what one does', async () => {
  const speedUp = await speedUpOfTwoThreads(1_000_000);
  expect(speedUp).toBeGreaterThan(0.3);
  expect(speedUp).toBeLessThan(3);
});
