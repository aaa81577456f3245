import { expect, test } from 'vitest';
import { createBreather } from './breathe.ts';

test('timers get their turn in a loop that never waits for anything else', async () => {
  const breathe = createBreather();
  let turned = false;
  setTimeout(() => {
    turned = true;
  }, 0);
  for (let i = 0; !turned && i < 5e7; i++) {
    const turn = breathe();
    if (turn !== undefined) await turn;
  }
  expect(turned).toBe(true);
});
