import { env, getBackend, memory, scalar } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { cpu } from './cpu.ts';

test('it starts without a word, and leaves flags and memory as they were', async () => {
  const said = (['log', 'info', 'warn', 'error'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation(() => undefined),
  );
  expect(env().getBool('PROD')).toBe(false);
  expect(await cpu().start()).toEqual({
    device: expect.stringContaining('CPU core'),
    versions: { '@tensorflow/tfjs-core': '4.22.0', '@tensorflow/tfjs-backend-cpu': '4.22.0' },
  });
  expect([getBackend(), env().getBool('PROD'), memory().numTensors]).toEqual(['cpu', false, 0]);
  scalar(1).dispose();
  for (const method of said) expect(method).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
