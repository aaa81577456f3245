import { expect, it } from 'vitest';
import type { DeviceName, Phase } from '../worker/protocol.ts';
import { isSilent } from './watchdog.ts';

it.each<[Phase, DeviceName | undefined, boolean, number, boolean]>([
  ['running', 'wasm', false, 9000, false],
  ['running', 'wasm', false, 10_000, true],
  ['starting', undefined, false, 10_000, true],
  ['running', 'webgpu', false, 179_000, false],
  ['running', 'webgpu', false, 180_000, true],
  ['running', 'webgpu', true, 10_000, true],
  ['recovering', 'webgpu', true, 10_000, true],
  ['running', 'cpu', false, 10_000, false],
  ['running', 'cpu', true, 60_000, true],
  ['paused', 'wasm', true, 600_000, false],
  ['done', 'wasm', true, 600_000, false],
  ['ready', 'webgpu', false, 600_000, false],
])('%s on %s, which is tried: %s, quiet for %d ms: %s', (phase, device, isTried, quietFor, silent) => {
  expect(isSilent({ phase, device, isTried, isHeard: true, quietFor })).toBe(silent);
});

it('has more patience with one that has told nothing yet: it is fetched first', () => {
  const quiet = { phase: 'starting', device: undefined, isTried: false, isHeard: false } as const;
  expect(isSilent({ ...quiet, quietFor: 59_000 })).toBe(false);
  expect(isSilent({ ...quiet, quietFor: 60_000 })).toBe(true);
});
