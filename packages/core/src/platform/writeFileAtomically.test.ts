import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeFileAtomically } from './writeFileAtomically.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, open: vi.fn(real.open), rename: vi.fn(real.rename) };
});

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kindling-'));
  path = join(folder, 'net.bin');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

const coded = (code: string): Error => Object.assign(new Error(code), { code });
const bytes = Uint8Array.of(1, 2, 3);

test('the file is written, and replaced, with nothing beside it', async () => {
  await writeFileAtomically(path, Uint8Array.of(9));
  await writeFileAtomically(path, bytes);
  expect(Array.from(readFileSync(path))).toEqual([1, 2, 3]);
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('two writers at once leave the file of one of them', async () => {
  const writers = Array.from({ length: 8 }, (_, i) => writeFileAtomically(path, new Uint8Array(1e5).fill(i)));
  await Promise.all(writers);
  expect(new Set(readFileSync(path)).size).toBe(1);
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('a disk that is full leaves the old file and nothing else', async () => {
  writeFileSync(path, 'old');
  vi.mocked(promises.open).mockImplementationOnce(async (...args) => {
    const { open } = await vi.importActual<typeof promises>('node:fs/promises');
    const file = await open(...args);
    const full = async () => {
      await file.write(Uint8Array.of(1));
      throw coded('ENOSPC');
    };
    return Object.assign(file, { writeFile: full });
  });
  await expect(writeFileAtomically(path, bytes)).rejects.toThrow('ENOSPC');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('a target that cannot be replaced leaves nothing behind', async () => {
  mkdirSync(path);
  await expect(writeFileAtomically(path, bytes)).rejects.toThrow(/EISDIR|EPERM|ENOTEMPTY/);
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('on Windows a file that is open for a moment is waited for, and no longer than a moment', async () => {
  vi.stubGlobal('process', { ...process, platform: 'win32' });
  vi.mocked(promises.rename).mockRejectedValueOnce(coded('EPERM')).mockRejectedValueOnce(coded('EBUSY'));
  await writeFileAtomically(path, bytes);
  expect(Array.from(readFileSync(path))).toEqual([1, 2, 3]);
  vi.mocked(promises.rename).mockRejectedValue(coded('EBUSY'));
  await expect(writeFileAtomically(path, Uint8Array.of(4))).rejects.toThrow('EBUSY');
  expect(readdirSync(folder)).toEqual(['net.bin']);
});

test('elsewhere a refusal is final', async () => {
  vi.stubGlobal('process', { ...process, platform: 'linux' });
  vi.mocked(promises.rename).mockRejectedValueOnce(coded('EACCES'));
  await expect(writeFileAtomically(path, bytes)).rejects.toThrow('EACCES');
  expect(readdirSync(folder)).toEqual([]);
});
