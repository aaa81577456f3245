import '@tensorflow/tfjs-backend-cpu';
import { engine, getBackend, registerBackend, setBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { backendStarting } from './backendStarting.ts';

test('a start that nobody has waited for is over, and one that there is not is no wait', async () => {
  await backendStarting();
  const { factory } = engine().registryFactory.cpu!;
  registerBackend('slow', async () => factory());
  const started = setBackend('slow');
  expect(engine().registry.slow).toBeUndefined();
  await backendStarting();
  expect(engine().registry.slow).toBeDefined();
  expect(await started).toBe(true);
  expect(getBackend()).toBe('slow');
});
