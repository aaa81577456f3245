import { afterEach, expect, test } from 'vitest';
import { archiveOf, edited, labelOf, smallLayout, wholeArchive } from '../../../testing/archives.ts';
import { fileAnswer, serve, type TestServer } from '../../../testing/server.ts';
import { readLabelled } from '../readLabelled.ts';
import type { SourceOptions } from '../source.ts';
import { note, open } from './browser.ts';

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
});

const settings = { layout: smallLayout, stallMs: 5000, write: () => Promise.reject(new Error('a page has no files')) };

const read = async (archive: Uint8Array, options: SourceOptions = {}) => {
  server = await serve(fileAnswer(archive));
  const source = await open({ url: server.url, ...options }, settings);
  return { labelled: await readLabelled(source.files, smallLayout), verdict: source.verify() };
};

test('an archive is read from the network as it comes, with progress', async () => {
  const seen: unknown[] = [];
  const { labelled, verdict } = await read(wholeArchive, { onProgress: (progress) => seen.push(progress) });
  expect(labelled.train.y.at(4)).toBe(labelOf(1, 1));
  expect(seen.at(-1)).toEqual({ stage: 'download', loaded: wholeArchive.length, total: wholeArchive.length });
  expect(verdict).toContain('a page cannot tell');
});

test('a damaged archive is refused', async () => {
  await expect(read(wholeArchive.subarray(0, -3))).rejects.toThrow();
  const label = archiveOf(edited('data_batch_1.bin', (bytes) => bytes.fill(11, 0, 1)));
  await expect(read(label)).rejects.toThrow('must be from 0 to 9, got 11');
});

test("an aborted reading ends with the signal's reason", async () => {
  const abort = new AbortController();
  const reason = new Error('stopped');
  await expect(read(wholeArchive, { signal: abort.signal, onProgress: () => abort.abort(reason) })).rejects.toBe(
    reason,
  );
});

test('what a page cannot do is refused with what it can', async () => {
  for (const options of [{}, { path: 'a.tar.gz' }, { url: 'https://a', cacheDir: 'cache' }]) {
    await expect(open(options, settings)).rejects.toThrow(
      'cifar10: a page has no files and no cache, and www.cs.toronto.edu is too slow for one; pass only url',
    );
  }
  await expect(open({ url: 'https://a', sha256: smallLayout.sha256 }, settings)).rejects.toThrow('leave it out');
});

test('notes go to callers that ask for them', () => {
  expect(note()).toBeUndefined();
});
