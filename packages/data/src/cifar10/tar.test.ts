import { expect, test } from 'vitest';
import { chunked, type Entry, tarball } from '../../testing/archives.ts';
import { tarFiles } from './tar.ts';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i % 251);

const collected = async (chunks: AsyncIterable<Uint8Array>): Promise<number[]> => {
  const all: number[] = [];
  for await (const chunk of chunks) all.push(...chunk);
  return all;
};

const read = async (
  archive: Uint8Array,
  chunkSize = 700,
): Promise<{ name: string; size: number; bytes: number[] }[]> => {
  const files = [];
  for await (const { name, size, chunks } of tarFiles(chunked(archive, chunkSize))) {
    files.push({ name, size, bytes: await collected(chunks) });
  }
  return files;
};

const refusal = async (entries: readonly Entry[]): Promise<string> =>
  read(tarball(entries)).then(
    () => 'read',
    (error: Error) => error.message,
  );

test.each([1, 511, 512, 513, 100_000])('files come out as they went in, in pieces of %i bytes', async (chunkSize) => {
  const archive = tarball([
    { name: 'folder/', flag: '5' },
    { name: 'folder/empty' },
    { name: 'folder/block', bytes: bytes(512) },
    { name: 'odd', bytes: bytes(1000) },
    { name: 'last', prefix: 'a/long/way', bytes: bytes(3) },
  ]);
  expect(await read(archive, chunkSize)).toEqual([
    { name: 'empty', size: 0, bytes: [] },
    { name: 'block', size: 512, bytes: [...bytes(512)] },
    { name: 'odd', size: 1000, bytes: [...bytes(1000)] },
    { name: 'last', size: 3, bytes: [...bytes(3)] },
  ]);
});

test('what the reader leaves of a file is passed over', async () => {
  const names: string[] = [];
  const archive = tarball([
    { name: 'one', bytes: bytes(5000) },
    { name: 'two', bytes: bytes(5000) },
    { name: 'three', bytes: bytes(2) },
  ]);
  for await (const { name, chunks } of tarFiles(chunked(archive, 600))) {
    names.push(name);
    if (name === 'two') for await (const _ of chunks) break;
  }
  expect(names).toEqual(['one', 'two', 'three']);
});

test('extended headers are passed over', async () => {
  const archive = tarball([
    { name: 'PaxHeader', flag: 'x', bytes: bytes(600) },
    { name: 'global', flag: 'g', bytes: bytes(30) },
    { name: '././@LongLink', flag: 'L', bytes: bytes(130) },
    { name: 'file', bytes: bytes(4) },
  ]);
  expect((await read(archive)).map(({ name }) => name)).toEqual(['file']);
});

test.each(['../up', 'a/../../up', '/etc/passwd', 'C:\\windows', '\\\\host\\share', '..\\up', 'a/..'])(
  'the path %j leads out and is refused',
  async (name) => {
    expect(await refusal([{ name, bytes: bytes(3) }])).toContain('a path that leads out of the archive');
  },
);

test.each(['1', '2', '3', '4', '6'])('type %s, a link or a device, is refused', async (flag) => {
  expect(await refusal([{ name: 'data_batch_1.bin', flag }])).toContain('a link or a device');
});

test('what is not a tar archive is refused', async () => {
  expect(await refusal([])).toBe('read');
  await expect(read(bytes(2000))).rejects.toThrow('it is not a tar archive, or is damaged');
  const damaged = tarball([{ name: 'file', bytes: bytes(4) }]);
  damaged[3]! ^= 1;
  await expect(read(damaged)).rejects.toThrow('it is not a tar archive, or is damaged');
});

test('an archive that ends early is refused wherever it ends', async () => {
  const archive = tarball([{ name: 'file', bytes: bytes(700) }]);
  const end = 512 + 1024;
  for (const length of [0, 1, 511, 512, 600, 1211, 1212, 1535, end, end + 511]) {
    await expect(read(archive.subarray(0, length))).rejects.toThrow('it ends in the middle');
  }
});

test('a size that the bytes do not keep is an early end, however large', async () => {
  expect(await refusal([{ name: 'file', size: 0o77777777777 }])).toBe('it ends in the middle');
});

test('the source is closed when the reader leaves', async () => {
  let closed = false;
  async function* source() {
    try {
      yield* chunked(tarball([{ name: 'file', bytes: bytes(7000) }]), 512);
    } finally {
      closed = true;
    }
  }
  for await (const _ of tarFiles(source())) break;
  expect(closed).toBe(true);
});
