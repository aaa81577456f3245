import { expect, test } from 'vitest';
import { optional } from './option.ts';
import { readOptions } from './readOptions.ts';
import { type WasmPaths, wasmPathsOption } from './wasmPaths.ts';

const read = (wasmPaths: unknown) =>
  readOptions('install', { wasmPaths: optional(wasmPathsOption) }, { wasmPaths: wasmPaths as WasmPaths });

test('a folder, and a URL for each file', () => {
  for (const paths of ['/wasm/', { 'a.wasm': '/assets/a-1.wasm' }]) expect(read(paths)).toEqual({ wasmPaths: paths });
});

test.each([3, null, { 'a.wasm': 3 }, [undefined]])('%j is refused', (value) => {
  expect(() => read(value)).toThrow('install: wasmPaths must be the URL of a folder, or a URL for each file, got ');
});
