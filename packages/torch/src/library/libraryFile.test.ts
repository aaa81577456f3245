import { join } from 'node:path';
import { expect, test } from 'vitest';
import { libraryFile } from './libraryFile.ts';

test.each([
  ['linux', 'libtorch_cpu.so'],
  ['freebsd', 'libtorch_cpu.so'],
  ['darwin', 'libtorch_cpu.dylib'],
  ['win32', 'torch_cpu.dll'],
] as const)('a library on %s is %s', (platform, file) => {
  expect(libraryFile('lib', 'torch_cpu', platform)).toBe(join('lib', file));
});
