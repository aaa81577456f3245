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

test('a hidden tab is told from one that is seen, and from a worker', () => {
  expect(platform.isHidden()).toBe(false);
  for (const [visibilityState, hidden] of [
    ['hidden', true],
    ['visible', false],
  ] as const) {
    vi.stubGlobal('document', { visibilityState });
    expect(platform.isHidden()).toBe(hidden);
  }
});

test('packages have no folder, and warnings go to the console', () => {
  expect(platform.packageFolder('a', 'https://b')).toBeUndefined();
  const run = vi.fn();
  platform.keepListeners(run);
  expect(run).toHaveBeenCalledOnce();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  platform.warn('slow');
  expect(warn).toHaveBeenCalledWith('slow');
});

test('each text is one line of the console, which cannot be redrawn', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  platform.terminal.write('Epoch 1/1\n');
  expect(log).toHaveBeenCalledWith('Epoch 1/1');
  expect(platform.terminal.columns).toBeUndefined();
  log.mockRestore();
});
