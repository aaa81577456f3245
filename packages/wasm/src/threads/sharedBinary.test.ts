import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createModule } from '../assembler/module.ts';
import { narrow } from '../simd.ts';
import { sharedBinary } from './sharedBinary.ts';

const folder = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')),
  'dist',
);
const binary = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const simd = binary('tfjs-backend-wasm-simd.wasm');

test.each(['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])('%s differs in one bit', (name) => {
  const bytes = binary(name);
  const shared = sharedBinary(bytes)!;
  const changed = [...bytes.keys()].filter((i) => bytes[i] !== shared[i]);
  expect(changed.map((i) => [bytes[i], shared[i]])).toEqual([[1, 3]]);
  expect(WebAssembly.validate(shared)).toBe(true);
});

test("a module that is not tfjs's is left alone", () => {
  const module = createModule({ shared: false, simd: narrow });
  module.func('run', { x: 'i32' }, () => undefined);
  expect(sharedBinary(module.bytes())).toBeUndefined();
  expect(sharedBinary(new Uint8Array(0))).toBeUndefined();
  expect(sharedBinary(new TextEncoder().encode('<!doctype html><title>404</title>'))).toBeUndefined();
});

test("tfjs's module with memory of another kind is refused", () => {
  const expected = "sharedBinary: tfjs's memory must be one with a maximum, got ";
  expect(() => sharedBinary(sharedBinary(simd)!)).toThrow(`${expected}1 of kind 3`);
  expect(() => sharedBinary(binary('tfjs-backend-wasm-threaded-simd.wasm'))).toThrow(`${expected}0 of kind undefined`);
});

test('bytes that end anywhere, or are anything, are read to no more than their end', () => {
  for (let length = 0; length < 3000; length++) {
    expect(() => sharedBinary(simd.subarray(0, length))).not.toThrow();
  }
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  for (let round = 0; round < 1000; round++) {
    expect(sharedBinary(Uint8Array.from({ length: 64 }, random))).toBeUndefined();
  }
});
