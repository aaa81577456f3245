import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { platform } from './node.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('the .wasm files lie in its folder', () => {
  expect(existsSync(join(String(platform.wasmFolder()), 'tfjs-backend-wasm-simd.wasm'))).toBe(true);
});

test('the device names the cores', () => {
  expect(platform.device(1)).toMatch(/^(1 of \d+ CPU cores|1 CPU core)/);
});

test("warnings are Node's own", () => {
  const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  platform.warn('slow');
  expect(emit).toHaveBeenCalledWith('slow', { type: 'KindlingWarning' });
});
