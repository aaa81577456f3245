import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileSource } from './fileSource.ts';

let folder = '';
let file: FileHandle;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kindling-'));
  writeFileSync(
    join(folder, 'bytes'),
    Uint8Array.from({ length: 100 }, (_, i) => i),
  );
  file = await open(join(folder, 'bytes'));
});
afterEach(async () => {
  await file.close();
  rmSync(folder, { recursive: true });
});

test('bytes come in pieces of at most the given size, from any place', async () => {
  const reads: number[][] = [];
  const read = (into: Uint8Array, ...at: [offset: number, length: number, position: number]) => {
    reads.push(at);
    return file.read(into, ...at);
  };
  const source = await fileSource({ stat: () => file.stat(), read } as FileHandle, 7);
  expect(source.size).toBe(100);
  const into = new Uint8Array(45);
  await source.read(30, into);
  expect([...into]).toEqual(Array.from({ length: 45 }, (_, i) => 30 + i));
  expect(reads).toEqual([...[0, 7, 14, 21, 28, 35].map((at) => [at, 7, 30 + at]), [42, 3, 72]]);
});

test('a file that ends too soon is an error, not zeros', async () => {
  const source = await fileSource(file);
  await expect(source.read(90, new Uint8Array(20))).rejects.toThrow('the file ends at byte 100: it was cut while');
});

test('no read is longer than Node can do, however large the tensor', async () => {
  const lengths: number[] = [];
  const endless = {
    stat: async () => ({ size: 2 ** 40 }),
    read: async (_into: Uint8Array, _offset: number, length: number) => {
      lengths.push(length);
      return { bytesRead: length };
    },
  };
  const source = await fileSource(endless as unknown as FileHandle);
  const size = 5 * 2 ** 30;
  await source.read(2 ** 33, { length: size } as Uint8Array);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(size);
  expect(Math.max(...lengths)).toBeLessThan(2 ** 31);
});
