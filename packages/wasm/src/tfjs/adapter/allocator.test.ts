import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { type Allocator, safeAllocator } from './allocator.ts';
import { runningBackend, type WasmBackend } from './device.ts';

let wasm: WasmBackend['wasm'];
let allocator: Allocator;

beforeAll(async () => {
  await setBackend('wasm');
  wasm = runningBackend()!.wasm;
  allocator = safeAllocator(runningBackend()!);
});

/** As many as there are. Nothing of them is touched, so that they cost no memory. */
const all = (bytes: number): number[] => {
  const found: number[] = [];
  for (let at = allocator.allocate(bytes); at !== 0; at = allocator.allocate(bytes)) {
    expect(at % 8).toBe(0);
    expect(at + bytes).toBeLessThanOrEqual(wasm.HEAPU8.length);
    expect(wasm.HEAPU8.length).toBeLessThanOrEqual(allocator.limit);
    found.push(at);
  }
  return found;
};

const total = (each: number, found: readonly number[]): number => each * found.length;

it('gives memory until there is none, whatever the size, and all of it again', () => {
  const pattern = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => wasm.HEAPU8[1024 + at]);
  for (const bytes of [100e6, 1.5e9, 64 << 20, 3e8, 7e6, 1e9, 5e8]) {
    const found = all(bytes);
    // All but what is less than one more, and what has to be left free.
    expect(total(bytes, found)).toBeGreaterThan(allocator.limit - bytes - 130e6);
    expect(new Set(found).size).toBe(found.length);
    for (const at of found) wasm._free(at);
  }
  expect(allocator.allocate(2 ** 32)).toBe(0);
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((at) => wasm.HEAPU8[1024 + at])).toEqual(pattern);
});

it('gives no hole for what is greater, however near to the end it lies', () => {
  const found = all(50e6);
  const sorted = [...found].sort((a, b) => a - b);
  const high = sorted.slice(-5);
  for (const [i, at] of sorted.entries()) if (i % 2 === 0 || at === high.at(-2)) wasm._free(at);
  const begin = wasm.HEAPU8.length;
  for (const bytes of [90e6, 120e6, 400e6, 2e9]) {
    const at = allocator.allocate(bytes);
    if (at !== 0) expect(at + bytes).toBeLessThanOrEqual(wasm.HEAPU8.length);
    if (at !== 0) wasm._free(at);
  }
  expect(wasm.HEAPU8.length).toBe(begin);
  const again = all(50e6);
  expect(again.length).toBeGreaterThanOrEqual(Math.ceil(found.length / 2));
  for (const at of new Set([...again, ...sorted.filter((at, i) => i % 2 === 1 && at !== high.at(-2))])) wasm._free(at);
  expect(all(1e9).length).toBe(4);
});

it('is as it was after the undo', () => {
  allocator.undo();
  expect(Object.keys(wasm.asm?.memory ?? {})).toEqual([]);
});
