import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chunked, tarball, wholeArchive, wholeEntries } from '../../testing/archives.ts';
import { type Bytes, beginsTar, unpacked } from './unpacked.ts';

const plain = tarball(wholeEntries);

async function* gunzip(packed: Bytes): AsyncGenerator<Uint8Array> {
  const parts = [];
  for await (const part of packed) parts.push(part);
  yield gunzipSync(Buffer.concat(parts));
}

const read = async (bytes: Uint8Array, size: number): Promise<Uint8Array> => {
  const parts = [];
  for await (const part of unpacked(chunked(bytes, size) as Bytes, gunzip)) parts.push(part);
  return Buffer.concat(parts);
};

test('a tar comes as it is, and gzip unpacked, in pieces of any size', async () => {
  expect([beginsTar(plain), beginsTar(wholeArchive)]).toEqual([true, false]);
  for (const size of [1, 100, 262, 5000, 1e9]) {
    expect(await read(plain, size)).toEqual(plain);
    expect(await read(wholeArchive, size)).toEqual(plain);
  }
  await expect(read(Buffer.from('PNG'), 2)).rejects.toThrow('it is not a gzip archive, or is damaged');
});

test('whoever leaves early ends the archive', async () => {
  let ended = false;
  async function* source(): Bytes {
    try {
      yield* chunked(plain, 100) as AsyncGenerator<Uint8Array<ArrayBuffer>>;
    } finally {
      ended = true;
    }
  }
  for await (const part of unpacked(source(), gunzip)) {
    expect(part.length).toBeGreaterThan(0);
    break;
  }
  expect(ended).toBe(true);
});
