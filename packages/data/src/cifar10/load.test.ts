import { createHash } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  archiveOf,
  batches,
  type Entry,
  edited,
  labelOf,
  names,
  recordSize,
  sha256,
  smallLayout,
  tarball,
  wholeArchive,
  wholeEntries,
} from '../../testing/archives.ts';
import { testFolder } from '../../testing/folder.ts';
import { loadSmall } from '../../testing/loadSmall.ts';
import { fileAnswer, serve } from '../../testing/server.ts';
import { archiveName } from './layout.ts';
import type { SourceOptions } from './source.ts';

const read = (options: SourceOptions) => loadSmall(options, (file, bytes) => file.appendFile(bytes));

/** The path of an archive of these entries, or of these very bytes. */
const archiveAt = async (content: readonly Entry[] | Buffer): Promise<string> => {
  const path = join(await testFolder(), archiveName);
  await writeFile(path, Buffer.isBuffer(content) ? content : archiveOf(content));
  return path;
};

const folderOf = async (files: readonly Entry[]): Promise<string> => {
  const folder = join(await testFolder(), 'cifar-10-batches-bin');
  await mkdir(folder);
  for (const { name, bytes = new Uint8Array() } of files) await writeFile(join(folder, name), bytes);
  return folder;
};

test('an archive, a folder with it, its unpacked folder and the folder around that give the same data', async () => {
  const path = await archiveAt(wholeArchive);
  const folder = await folderOf([...batches, names]);
  const hashes = [];
  for (const place of [path, join(path, '..'), folder, join(folder, '..')]) {
    const { train, test: tested, notes } = await read({ path: place });
    expect(notes).toEqual([]);
    expect(train.y.at(4)).toBe(labelOf(1, 1));
    hashes.push([train.x, train.y, tested.x, tested.y].map(({ data }) => sha256(data)));
  }
  for (const hash of hashes) expect(hash).toEqual(hashes[0]);
});

test('reading tells how far it is', async () => {
  const path = await archiveAt(wholeArchive);
  const seen: unknown[] = [];
  await read({ path, onProgress: (progress) => seen.push(progress) });
  expect(seen.at(-1)).toEqual({ stage: 'read', loaded: wholeArchive.length, total: wholeArchive.length });
  const folder = await folderOf(batches);
  await read({ path: folder, onProgress: (progress) => seen.push(progress) });
  expect(seen.at(-1)).toEqual({ stage: 'read', loaded: 18 * recordSize, total: 18 * recordSize });
});

test('files that are not the official ones are used, and one line says so', async () => {
  const other = edited('test_batch.bin', (bytes) => bytes.fill(9, 0, 1));
  const path = await archiveAt(other);
  const { test: tested, notes } = await read({ path });
  expect(tested.y.at(0)).toBe(9);
  expect(notes).toEqual([
    `cifar10: ${path} reads as CIFAR-10, but is not the official file (sha256 ${sha256(archiveOf(other))})`,
  ]);
  const folder = await folderOf([...batches.slice(0, 5), { name: 'test_batch.bin', bytes: batches[4]!.bytes! }]);
  expect((await read({ path: folder })).notes).toEqual([
    `cifar10: ${folder} reads as CIFAR-10, but is not the official files`,
  ]);
});

test('an archive cut at any of 100 places is refused', async () => {
  const folder = await testFolder();
  const path = join(folder, archiveName);
  for (let cut = 0; cut < 100; cut++) {
    // The last cuts leave out 1 byte, 2 bytes and so on: the end of gzip's checksum and length.
    const length = cut < 90 ? Math.floor((wholeArchive.length * cut) / 90) : wholeArchive.length - (100 - cut);
    await writeFile(path, wholeArchive.subarray(0, length));
    await expect(read({ path }), `${length} bytes`).rejects.toThrow(
      /^cifar10: .*cifar-10-binary\.tar\.gz: .+; a whole copy is at https:/,
    );
  }
  expect(await readdir(folder)).toEqual([archiveName]);
});

test('a byte changed on the way is found by its checksum', async () => {
  const path = await archiveAt(wholeArchive);
  expect((await read({ path, sha256: smallLayout.sha256 })).notes).toEqual([]);
  const other = createHash('sha256').digest('hex');
  await expect(read({ path, sha256: other })).rejects.toThrow(`its sha256 is ${smallLayout.sha256}, not ${other}`);
  await expect(read({ path, sha256: 'abc' })).rejects.toThrow('sha256 must be 64 hexadecimal digits in lower case');
});

test('what is in the archive is refused by name and place', async () => {
  const label = edited('data_batch_3.bin', (bytes) => bytes.fill(255, recordSize, recordSize + 1));
  await expect(read({ path: await archiveAt(label) })).rejects.toThrow(
    /: the label of record 1 of data_batch_3\.bin must be from 0 to 9, got 255; a whole copy is at/,
  );
  const without = wholeEntries.filter(({ name }) => !name.endsWith('data_batch_4.bin'));
  await expect(read({ path: await archiveAt(without) })).rejects.toThrow('it lacks data_batch_4.bin');
});

test.each([
  [{ name: '../../etc/passwd', bytes: Buffer.from('x') }, 'a path that leads out'],
  [{ name: '/etc/passwd', bytes: Buffer.from('x') }, 'a path that leads out'],
  [{ name: 'cifar-10-batches-bin/link', flag: '2' }, 'a link or a device'],
  [{ name: 'cifar-10-batches-bin/hard', flag: '1' }, 'a link or a device'],
])('%j among the files is refused', async (entry, message) => {
  await expect(read({ path: await archiveAt([...wholeEntries, entry]) })).rejects.toThrow(message);
});

test('a gzip bomb is left after what CIFAR-10 unpacks to', async () => {
  const bomb = gzipSync(tarball([{ name: 'filler', bytes: Buffer.alloc(50e6) }, ...wholeEntries]));
  await expect(read({ path: await archiveAt(bomb) })).rejects.toThrow('it unpacks to more than');
  const trailing = gzipSync(Buffer.concat([tarball(wholeEntries), Buffer.alloc(50e6)]));
  await expect(read({ path: await archiveAt(trailing) })).rejects.toThrow('it unpacks to more than');
});

test('what is not an archive at all is refused', async () => {
  await expect(read({ path: await archiveAt(Buffer.from('<html></html>')) })).rejects.toThrow(
    'it is not a gzip archive, or is damaged; ',
  );
  await expect(read({ path: await archiveAt(gzipSync('text '.repeat(1000))) })).rejects.toThrow(
    'it is not a tar archive',
  );
});

test('a place without data says what was looked for', async () => {
  const folder = await testFolder();
  await expect(read({ path: join(folder, 'nothing') })).rejects.toThrow(
    /^cifar10: there is nothing at .*; without a path the data are downloaded$/,
  );
  await expect(read({ path: folder })).rejects.toThrow('has no cifar-10-binary.tar.gz, no cifar-10-batches-bin');
  await expect(read({ path: await folderOf(batches.slice(2)) })).rejects.toThrow(
    'it lacks data_batch_1.bin, data_batch_2.bin',
  );
});

test('options that do not go together are refused', async () => {
  const url = 'http://127.0.0.1/a';
  await expect(read({ path: '.', url })).rejects.toThrow('give one or the other');
  await expect(read({ path: '.', cacheDir: '.' })).rejects.toThrow('give one or the other');
  const path = await folderOf(batches);
  await expect(read({ path, sha256: smallLayout.sha256 })).rejects.toThrow('is an unpacked folder; leave it out');
});

test("reading ends with the signal's reason", async () => {
  const path = await archiveAt(wholeArchive);
  const abort = new AbortController();
  const reason = new Error('stopped');
  const reading = read({ path, signal: abort.signal, onProgress: () => abort.abort(reason) });
  await expect(reading).rejects.toBe(reason);
  await expect(read({ path, signal: abort.signal })).rejects.toBe(reason);
});

test('without a path the archive is downloaded once, then read from the cache', async () => {
  const cacheDir = await testFolder();
  const server = await serve(fileAnswer(wholeArchive));
  const stages: string[] = [];
  const onProgress = ({ stage }: { stage: string }) => void stages.push(stage);
  const first = await read({ url: server.url, cacheDir, onProgress });
  await server.close();
  expect(first.notes).toEqual([]);
  expect([stages[0], stages.at(-1)]).toEqual(['download', 'read']);
  const again = await read({ url: server.url, cacheDir });
  expect(again.train.x.data).toEqual(first.train.x.data);
  expect(await readdir(cacheDir)).toEqual([archiveName]);
});

test('a copy of one’s own goes by its own checksum, and not for the official file', async () => {
  const cacheDir = await testFolder();
  const copy = archiveOf(edited('test_batch.bin', (bytes) => bytes.fill(9, 0, 1)));
  const server = await serve(fileAnswer(copy));
  await expect(read({ url: server.url, cacheDir })).rejects.toThrow(
    'pass the url of an unchanged copy, or its own sha256',
  );
  const { test: tested, notes } = await read({ url: server.url, cacheDir, sha256: sha256(copy) });
  await server.close();
  expect([tested.y.at(0), notes]).toEqual([9, []]);
  expect(await readdir(cacheDir)).toEqual([`${sha256(copy).slice(0, 16)}-${archiveName}`]);
});

test('a cached file that was damaged since is refused with the remedy', async () => {
  const cacheDir = await testFolder();
  await writeFile(join(cacheDir, archiveName), wholeArchive.subarray(0, -1));
  await expect(read({ cacheDir })).rejects.toThrow('delete it, and the next call downloads it again');
});
