import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { platform } from './node.ts';

const event = 'unhandledRejection';
const mine = (reason: unknown) => void reason;

afterEach(() => {
  vi.restoreAllMocks();
  process.removeListener(event, mine);
});

test('the .wasm files lie in its folder', () => {
  expect(existsSync(join(String(platform.wasmFolder()), 'tfjs-backend-wasm-simd.wasm'))).toBe(true);
});

test('the device names the cores', () => {
  expect(platform.device(1)).toMatch(/^(1 of \d+ CPU cores|1 CPU core)/);
});

test('a module is started without its rethrowers, but with all other listeners', async () => {
  const theirs = new Function('return function (reason) { throw reason; }')();
  const before = process.listeners(event);
  const result = await platform.withoutRethrowers(async () => {
    process.on(event, theirs);
    process.on(event, mine);
    return 'started';
  });
  expect(result).toBe('started');
  expect(process.listeners(event)).toEqual([...before, mine]);
});

test("a rethrower that was there before stays: it is somebody's own", async () => {
  const own = new Function('return function (reason) { throw reason; }')();
  process.on(event, own);
  await platform.withoutRethrowers(async () => undefined);
  expect(process.listeners(event)).toContain(own);
  process.removeListener(event, own);
});

test('listeners that a module takes out when it stops are put back', () => {
  process.on(event, mine);
  const before = process.listeners(event);
  platform.keepListeners(() => void process.removeListener(event, mine));
  expect(process.listeners(event)).toEqual(before);
});

test("warnings are Node's own", () => {
  const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  platform.warn('slow');
  expect(emit).toHaveBeenCalledWith('slow', { type: 'KindlingWarning' });
});
