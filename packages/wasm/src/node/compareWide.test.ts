import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compareWide } from './compareWide.ts';

test('wide vectors train to the same bits, or there is a reason not to use them', async () => {
  const { wide, reason } = await compareWide();
  expect(memory().numTensors).toBe(0);
  if (wide) expect(reason).toBeUndefined();
  else expect(reason).toMatch(/it takes Node|V8 has it for x64|not faster/);
});
