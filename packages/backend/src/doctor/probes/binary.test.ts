import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elf, pe } from '../../../testing/machines.ts';
import { architectureOf, headBytes } from './binary.ts';

const machO = (type: number): Uint8Array => {
  const head = new Uint8Array(64);
  new DataView(head.buffer).setUint32(0, 0xcffaedfe);
  new DataView(head.buffer).setUint32(4, type, true);
  return head;
};

test.each([
  ['ELF for x64', elf('x64'), 'x64'],
  ['ELF for arm64', elf('arm64'), 'arm64'],
  ['PE', pe(), 'x64'],
  ['Mach-O for x64', machO(0x01000007), 'x64'],
  ['Mach-O for arm64', machO(0x0100000c), 'arm64'],
  ['a text', new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'.padEnd(64)), undefined],
  ['an empty file', new Uint8Array(), undefined],
])('%s', (_, head, architecture) => {
  expect(architectureOf(head)).toBe(architecture);
});

test('this Node is a program for itself', () => {
  expect(architectureOf(readFileSync(process.execPath).subarray(0, headBytes))).toBe(process.arch);
});
