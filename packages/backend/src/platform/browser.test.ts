import { afterEach, expect, test, vi } from 'vitest';
import { platform } from './browser.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('the device is what the browser tells', () => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 6 });
  expect(platform.device(1)).toBe('1 of 6 CPU cores');
  vi.stubGlobal('navigator', undefined);
  expect(platform.device(2)).toBe('2 CPU cores');
});

test('the rest is left to tfjs, and warnings to the console', () => {
  expect(platform.wasmFolder()).toBeUndefined();
  const run = vi.fn();
  platform.keepListeners(run);
  expect(run).toHaveBeenCalledOnce();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  platform.warn('slow');
  expect(warn).toHaveBeenCalledWith('slow');
});
