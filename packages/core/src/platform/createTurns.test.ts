import { expect, test } from 'vitest';
import { createTurns } from './createTurns.ts';

test('what runs in turn goes on after an error', async () => {
  const inTurn = createTurns();
  const order: string[] = [];
  const failing = inTurn(async () => {
    order.push('first');
    await Promise.resolve();
    order.push('failed');
    throw new Error('no');
  });
  const next = inTurn(async () => order.push('next'));
  await expect(failing).rejects.toThrow('no');
  await next;
  expect(order).toEqual(['first', 'failed', 'next']);
});
