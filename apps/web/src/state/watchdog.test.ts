import { expect, it } from 'vitest';
import type { DeviceName, Phase } from '../worker/protocol.ts';
import { isSilent } from './watchdog.ts';

it.each<[Phase, DeviceName | undefined, number, boolean]>([
  ['running', 'wasm', 9000, false],
  ['running', 'wasm', 10_000, true],
  ['starting', undefined, 10_000, true],
  ['recovering', 'webgpu', 10_000, true],
  ['running', 'cpu', 10_000, false],
  ['running', 'cpu', 60_000, true],
  ['paused', 'wasm', 600_000, false],
  ['done', 'wasm', 600_000, false],
  ['ready', 'wasm', 600_000, false],
])('%s on %s, quiet for %d ms: %s', (phase, device, quietFor, silent) => {
  expect(isSilent(phase, device, quietFor)).toBe(silent);
});
