import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  archiveOf,
  batches,
  edited,
  labelOf,
  recordSize,
  smallLayout,
  tarball,
  wholeArchive,
  wholeEntries,
} from '../../../testing/archives.ts';
import { loadSmall } from '../../../testing/loadSmall.ts';
import { fileAnswer, serve, type TestServer } from '../../../testing/server.ts';
import { fakeStorage } from '../../../testing/storage.ts';
import type { SourceOptions } from '../source.ts';
import { note } from './browser.ts';

vi.mock('#archive', () => import('./browser.ts'));

let server: TestServer | undefined;

beforeEach(() => void vi.stubGlobal('navigator', {}));
afterEach(async () => {
  vi.unstubAllGlobals();
  await server?.close();
  server = undefined;
});

const read = async (archive: Uint8Array, options: SourceOptions = {}) => {
  server = await serve(fileAnswer(archive));
  return loadSmall({ url: server.url, cache: false, ...options });
};

const file = (bytes: Uint8Array, name = 'cifar-10-binary.tar.gz') => new File([bytes as Uint8Array<ArrayBuffer>], name);

test('an archive is read from the network as it comes, with progress', async () => {
  const seen: unknown[] = [];
  const { train, notes } = await read(wholeArchive, { onProgress: (progress) => seen.push(progress) });
  expect(train.y.at(4)).toBe(labelOf(1, 1));
  expect(seen.at(-1)).toEqual({ stage: 'download', loaded: wholeArchive.length, total: wholeArchive.length });
  expect(notes).toEqual([]);
  const other = await loadSmall({ from: file(archiveOf(edited('test_batch.bin', (bytes) => bytes.fill(9, 0, 1)))) });
  expect(other.notes).toEqual(['cifar10: cifar-10-binary.tar.gz reads as CIFAR-10, but is not the official file']);
});

test('an archive that its server calls an encoding comes unpacked, and is read', async () => {
  server = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': wholeArchive.length }).end(wholeArchive),
  );
  const seen: { loaded: number; total: number | undefined }[] = [];
  const { notes } = await loadSmall({ url: server.url, onProgress: (progress) => seen.push(progress), cache: false });
  expect(notes).toEqual([]);
  expect(seen.at(-1)).toEqual({ stage: 'download', loaded: tarball(wholeEntries).length, total: undefined });
});

test('a damaged archive is refused', async () => {
  await expect(read(wholeArchive.subarray(0, -3))).rejects.toThrow('it ends in the middle');
  await expect(loadSmall({ from: file(wholeArchive.subarray(0, 400)) })).rejects.toThrow(
    'it ends in the middle; a whole',
  );
  await expect(loadSmall({ from: file(Buffer.from('<html>')) })).rejects.toThrow(
    'it is not a gzip archive, or is damaged',
  );
  const label = archiveOf(edited('data_batch_1.bin', (bytes) => bytes.fill(11, 0, 1)));
  await expect(loadSmall({ from: file(label) })).rejects.toThrow('must be from 0 to 9, got 11');
});

test("an aborted reading ends with the signal's reason", async () => {
  const abort = new AbortController();
  const reason = new Error('stopped');
  await expect(read(wholeArchive, { signal: abort.signal, onProgress: () => abort.abort(reason) })).rejects.toBe(
    reason,
  );
});

test('what a page cannot do is refused with what it can', async () => {
  for (const options of [{ path: 'a.tar.gz' }, { url: 'https://a', cacheDir: 'cache' }]) {
    await expect(loadSmall(options)).rejects.toThrow(
      'cifar10: a page has no folders: give from, a File of the archive, or url',
    );
  }
  await expect(loadSmall({})).rejects.toThrow(
    'nothing is kept in this page, and www.cs.toronto.edu is too slow for one: give from',
  );
  await expect(loadSmall({ url: 'https://a', sha256: smallLayout.sha256 })).rejects.toThrow('leave it out');
});

test('without WebCrypto a line says that nobody can tell', async () => {
  vi.stubGlobal('crypto', {});
  expect((await loadSmall({ from: file(wholeArchive) })).notes).toEqual([
    'cifar10: cifar-10-binary.tar.gz reads as CIFAR-10; whether it is the official file, only a page under https can tell (crypto.subtle)',
  ]);
});

test('what came from a url is kept, and read the second time without the network', async () => {
  const { storage, navigator } = fakeStorage();
  vi.stubGlobal('navigator', navigator);
  const first = await read(wholeArchive, { cache: true });
  expect(storage.files.size).toBe(7);
  for (const path of storage.files.keys()) expect(path).toMatch(/^kindling\/cifar10-[0-9a-f]{16}\//);
  const { url } = server!;
  await server!.close();
  const seen: unknown[] = [];
  const again = await loadSmall({ url, onProgress: (progress) => seen.push(progress) });
  expect(again.train.x.data).toEqual(first.train.x.data);
  expect(again.notes).toEqual([]);
  expect(seen.at(-1)).toEqual({ stage: 'read', loaded: 18 * recordSize, total: 18 * recordSize });
  await expect(loadSmall({ url, cache: false })).rejects.toThrow('no answer');
  expect((await loadSmall({})).train.x.data).toEqual(first.train.x.data);
  const other = archiveOf(edited('test_batch.bin', (bytes) => bytes.fill(9, 0, 1)));
  await loadSmall({ from: file(other), cache: true });
  expect((await loadSmall({})).test.y.at(0)).toBe(9);
  expect((await loadSmall({ url })).test.y.at(0)).toBe(labelOf(5, 0));
});

test('what came from a file is kept if asked, and read by a call that names nothing', async () => {
  const { storage, navigator } = fakeStorage();
  vi.stubGlobal('navigator', navigator);
  const first = await loadSmall({ from: file(wholeArchive) });
  expect(storage.files.size).toBe(0);
  await loadSmall({ from: file(wholeArchive), cache: true });
  const { train } = await loadSmall({});
  expect(train.x.data).toEqual(first.train.x.data);
  await loadSmall({ from: file(archiveOf(edited('test_batch.bin', (bytes) => bytes.fill(9, 0, 1)))), cache: true });
  expect(storage.files.size).toBe(7);
  const { test: tested, notes } = await loadSmall({});
  expect([tested.y.at(0), notes]).toEqual([
    9,
    ['cifar10: what this page kept reads as CIFAR-10, but is not the official file'],
  ]);
});

test('a damaged copy is noticed, dropped, and read anew', async () => {
  const { storage, navigator } = fakeStorage();
  vi.stubGlobal('navigator', navigator);
  const first = await read(wholeArchive, { cache: true });
  const damaged = [...storage.files].find(([path]) => path.includes('data_batch_3'))!;
  for (const bytes of [damaged[1].with(5, damaged[1][5]! ^ 1), damaged[1].subarray(1)]) {
    const path = [...storage.files.keys()].find((each) => each.includes('data_batch_3'))!;
    storage.files.set(path, bytes);
    const again = await loadSmall({ url: server!.url });
    expect(again.train.x.data).toEqual(first.train.x.data);
    expect(again.notes).toEqual(['cifar10: what this page kept was damaged, and is dropped']);
    expect((await loadSmall({ url: server!.url })).notes).toEqual([]);
  }
  const path = [...storage.files.keys()].find((each) => each.includes('manifest'))!;
  storage.files.set(path, storage.files.get(path)!.subarray(0, 50));
  expect((await loadSmall({ url: server!.url })).notes).toEqual([]);
  expect(server!.ranges).toHaveLength(4);
});

test.each([{ hasStreams: true }, { hasStreams: false }])(
  'a full storage (%j) is told; the data come all the same, and nothing half stays',
  async (options) => {
    const { storage, navigator } = fakeStorage(options);
    vi.stubGlobal('navigator', navigator);
    storage.quota = 4.5 * 3 * recordSize;
    const { train, notes } = await loadSmall({ from: file(wholeArchive), cache: true });
    expect(train.y.at(4)).toBe(labelOf(1, 1));
    expect(notes).toEqual([
      'cifar10: this page keeps nothing for the next time: its storage is full (QuotaExceededError): free some of what this site keeps',
    ]);
    expect([...storage.files.keys()]).toEqual([]);
  },
);

test('a reading that ends early leaves nothing half', async () => {
  const { storage, navigator } = fakeStorage();
  vi.stubGlobal('navigator', navigator);
  const abort = new AbortController();
  const onProgress = ({ loaded }: { loaded: number }) => loaded > 12 * recordSize && abort.abort();
  const options = { cache: true, from: file(wholeArchive) };
  await expect(loadSmall({ ...options, onProgress, signal: abort.signal })).rejects.toThrow('aborted');
  expect(storage.files.size).toBe(0);
  await expect(loadSmall({ ...options, from: file(wholeArchive.subarray(0, -3)) })).rejects.toThrow('in the middle');
  expect(storage.files.size).toBe(0);
  await expect(loadSmall({ ...options, from: new Response(null, { status: 404 }) })).rejects.toThrow('404');
  await loadSmall(options); // nobody holds the lock
  expect(storage.files.size).toBe(7);
});

test.each([{ hasLocks: true }, { hasLocks: false }])('two tabs at once (%j) keep one whole set', async (options) => {
  const { storage, navigator } = fakeStorage(options);
  vi.stubGlobal('navigator', navigator);
  server = await serve(fileAnswer(wholeArchive));
  const { url } = server;
  await Promise.all([loadSmall({ url }), loadSmall({ url })]);
  expect(storage.files.size).toBe(options.hasLocks ? 7 : 13);
  expect((await loadSmall({ url })).train.y.at(4)).toBe(labelOf(1, 1));
  expect(server.ranges).toHaveLength(2);
});

test('a page without storage says so once, and goes on', async () => {
  const { train, notes } = await read(wholeArchive, { cache: true });
  expect(train.y.at(4)).toBe(labelOf(1, 1));
  expect(notes).toEqual([expect.stringContaining('it has no storage of its own (OPFS), which needs https')]);
  const getDirectory = () => Promise.reject(new DOMException('not here', 'SecurityError'));
  vi.stubGlobal('navigator', { storage: { getDirectory } });
  expect((await loadSmall({ from: batches.map(({ name, bytes }) => file(bytes!, name)), cache: true })).notes).toEqual([
    'cifar10: this page keeps nothing for the next time: its storage cannot be opened, as in some private windows (not here)',
  ]);
});

test('notes go to callers that ask for them', () => {
  expect(note()).toBeUndefined();
});
