import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf, testFiles } from './testFiles.mjs';

const files = [
  'packages/models/src/conv2d.test.ts',
  'packages/models/src/dense.test.ts',
  'packages/wasm/src/conv2d/x.test.ts',
];

test('a noun is in the name of a file, or of a folder above it', () => {
  expect(filesOf('conv2d', files)).toEqual([files[0], files[2]]);
  expect(filesOf('Dense', files)).toEqual([files[1]]);
});

test('a noun that no file has is refused, with the nearest', () => {
  expect(() => filesOf('desne', files)).toThrow('no test file has "desne" in its path, did you mean "dense"?');
  expect(() => filesOf('transformer', files)).toThrow(/^no test file has "transformer" in its path$/);
});

test('test files are found below a folder', () => {
  expect(testFiles(join(import.meta.dirname, '../..'), ['scripts'])).toContain('scripts/check/testFiles.test.ts');
});
