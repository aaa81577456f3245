import { expect, test } from 'vitest';
import { missingGlobals } from './globals.ts';

test('only what is missing is put there, and taken out again', () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const map = Map;
  const gpu = {};
  const undo = missingGlobals({ GPUBufferUsage: { STORAGE: 128 }, Map: 'not this one' }, gpu);
  expect(Reflect.get(globalThis, 'GPUBufferUsage')).toEqual({ STORAGE: 128 });
  expect(navigator.gpu).toBe(gpu);
  expect(globalThis.Map).toBe(map);
  undo();
  undo();
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(before);
  expect('gpu' in (globalThis.navigator ?? {})).toBe(false);
});
