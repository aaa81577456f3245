import { chromiumPath, inChromium } from '@tests/kit/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Layout, official, recordBytes } from '../../../packages/data/src/cifar10/layout.ts';
import { archiveOf, edited, sha256, tarball, wholeEntries } from '../../../packages/data/testing/archives.ts';
import type { Reading, Storage, Task } from './program/storage.ts';
import { type StorageSite, storageSite } from './storageSite.ts';

/** Six files of 307 KB: more than a small quota holds. */
const recordsPerFile = 100;
const entries = wholeEntries.map((entry) => {
  const file = official.files.findIndex(({ name }) => entry.name.endsWith(`/${name}`));
  if (file === -1) return entry;
  const bytes = new Uint8Array(recordsPerFile * recordBytes).map((_, at) =>
    at % recordBytes === 0 ? file : at * 31 + file,
  );
  return { ...entry, bytes };
});
const bytesOf = (name: string): Buffer => Buffer.from(entries.find((entry) => entry.name.endsWith(`/${name}`))!.bytes!);
const archive = archiveOf(entries);
const layout: Layout = {
  ...official,
  recordsPerFile,
  files: official.files.map((file) => ({ ...file, sha256: sha256(bytesOf(file.name)) })),
};
const total = 6 * recordsPerFile * recordBytes;
const wholeSet = [...official.files.map(({ name }) => name), 'manifest.json'].sort();
const full =
  'cifar10: this page keeps nothing for the next time: its storage is full (QuotaExceededError): free some of what this site keeps';

declare const storage: Storage;
declare const files: () => FileList;
declare const inWorker: (calls: readonly (readonly [string, ...unknown[]])[]) => Promise<unknown>;

describe.skipIf(chromiumPath === undefined)(inChromium, () => {
  let browser: Browser;
  let site: StorageSite;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    const args = ['--no-sandbox', '--host-resolver-rules=MAP insecure.test 127.0.0.1'];
    const launched = chromium.launch({ executablePath: chromiumPath!, args });
    site = await storageSite(archive);
    browser = await launched;
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  const opened = async (host = 'localhost'): Promise<Page> => {
    const fresh = await context.newPage();
    await fresh.goto(`http://${host}:${site.port}/`);
    await fresh.locator('output[data-done]').waitFor({ state: 'attached' });
    return fresh;
  };
  beforeEach(async () => {
    context = await browser.newContext();
    page = await opened();
  });
  afterEach(() => context.close());

  const reload = async (): Promise<void> => {
    await page.reload();
    await page.locator('output[data-done]').waitFor({ state: 'attached' });
  };
  const drop = (to: Page, dropped: Readonly<Record<string, Uint8Array>>): Promise<void> =>
    to.setInputFiles(
      'input',
      Object.entries(dropped).map(([fileName, bytes]) => ({
        name: fileName,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes),
      })),
    );
  /** What a page reads; `isDropped` is from what was dropped on it. */
  const read = (on: Page, task: Omit<Task, 'layout' | 'from'>, isDropped = false): Promise<Reading> =>
    on.evaluate(([given, has]) => storage.cifar10({ ...given, ...(has && { from: files() }) }), [
      { ...task, layout },
      isDropped,
    ] as const);
  const limit = async (quotaSize: number): Promise<void> => {
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: `http://localhost:${site.port}`, quotaSize });
  };

  test('a dropped archive, its unpacked folder, and a worker give the same pictures', async () => {
    await drop(page, { 'cifar-10-binary.tar.gz': archive });
    const first = await read(page, {}, true);
    expect(first).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      notes: [],
      last: { stage: 'read', loaded: total, total },
    });
    const inTheWorker = await page.evaluate((task) => inWorker([['cifar10', { ...task, from: files()[0] }]]), {
      layout,
    });
    expect(inTheWorker).toEqual(first);
    await drop(page, Object.fromEntries(layout.files.map((file) => [file.name, bytesOf(file.name)])));
    expect(await read(page, {}, true)).toEqual(first);
    await drop(page, { 'cifar-10-binary.tar': tarball(entries) });
    expect(await read(page, {}, true)).toEqual(first);
  });

  test('faults are told in the words that Node has for them', async () => {
    const other = edited('test_batch.bin', () => bytesOf('test_batch.bin'));
    const label = entries.map((entry) =>
      entry.name.endsWith('_2.bin') ? { ...entry, bytes: bytesOf('data_batch_2.bin').fill(11, 0, 1) } : entry,
    );
    const wrongSum = Uint8Array.from(archive);
    wrongSum[archive.length - 6]! ^= 1;
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [archive.subarray(0, archive.length / 2), 'it ends in the middle'],
      [archive.subarray(0, -3), 'it ends in the middle'],
      [wrongSum, 'it is not a gzip archive, or is damaged'],
      [Buffer.from('<html></html>'), 'it is not a gzip archive, or is damaged'],
      [archiveOf(other), 'data_batch_1.bin must have 307300 bytes, got 9219'],
      [archiveOf(label), 'the label of record 0 of data_batch_2.bin must be from 0 to 9, got 11'],
    ];
    for (const [bytes, message] of cases) {
      await drop(page, { 'a.tar.gz': bytes });
      expect(await read(page, {}, true)).toMatchObject({
        error: `Error: cifar10: a.tar.gz: ${message}; a whole copy is at ${official.url}`,
      });
    }
    const mine = entries.map((entry) =>
      entry.name.endsWith('_2.bin') ? { ...entry, bytes: bytesOf('test_batch.bin') } : entry,
    );
    await drop(page, { 'a.tar.gz': archiveOf(mine) });
    expect(await read(page, {}, true)).toMatchObject({
      notes: ['cifar10: a.tar.gz reads as CIFAR-10, but is not the official file'],
    });
  });

  test('what was downloaded once is read without the network, also in a worker, until it is damaged', async () => {
    const before = site.requests();
    const first = await read(page, { url: '/archive.tar.gz' });
    expect(first).toMatchObject({
      notes: [],
      last: { stage: 'download', loaded: archive.length, total: archive.length },
    });
    expect(await page.evaluate(() => storage.kept())).toEqual(wholeSet);
    await reload();
    const again = await read(page, { url: '/archive.tar.gz' });
    expect(again).toEqual({ ...first, last: { stage: 'read', loaded: total, total } });
    const inTheWorker = await page.evaluate((task) => inWorker([['cifar10', task]]), {
      layout,
      url: '/archive.tar.gz',
    });
    expect(inTheWorker).toEqual(again);
    expect(site.requests()).toBe(before + 1);

    for (const damaged of ['data_batch_4.bin', 'test_batch.bin']) {
      await page.evaluate((file) => storage.damage(file), damaged);
      const dropped = 'cifar10: what this page kept was damaged, and is dropped';
      expect(await read(page, { url: '/archive.tar.gz' })).toEqual({ ...first, notes: [dropped] });
    }
    expect(await read(page, { url: '/archive.tar.gz' })).toEqual(again);
    expect(site.requests()).toBe(before + 3);
    expect(await read(page, { url: '/archive.tar.gz', cache: false })).toEqual(first);
  });

  test('what is kept is told in bytes, and forgotten, also from a worker', async () => {
    expect(await page.evaluate(() => storage.keptBytes())).toBeUndefined();
    await read(page, { url: '/archive.tar.gz' });
    const bytes = await page.evaluate(() => storage.keptBytes().then((kept) => kept!.bytes));
    expect(bytes - total).toBeGreaterThan(0); // the manifest
    expect(bytes - total).toBeLessThan(2000);
    expect(await page.evaluate(() => inWorker([['keptBytes']]))).toEqual({ bytes });
    await page.evaluate(() => inWorker([['forget']]));
    expect(await page.evaluate(() => storage.kept())).toEqual([]);
    expect(await page.evaluate(() => storage.keptBytes())).toBeUndefined();
  });

  test('two tabs that download at once keep one whole set', async () => {
    const other = await opened();
    const both = await Promise.all([read(page, { url: '/archive.tar.gz' }), read(other, { url: '/archive.tar.gz' })]);
    expect(both[0]!.digest).toBe(both[1]!.digest);
    expect(await page.evaluate(() => storage.kept())).toEqual(wholeSet);
    expect(await read(page, { url: '/archive.tar.gz' })).toMatchObject({ last: { stage: 'read' } });
  });

  test('a full storage is told, by a stream as by a handle; the data come all the same, and nothing half stays', async () => {
    await drop(page, { 'cifar-10-binary.tar.gz': archive });
    const whole = await read(page, {}, true);
    await limit(1_000_000);
    expect(await read(page, { cache: true }, true)).toEqual({ ...whole, notes: [full] });
    expect(await page.evaluate(() => storage.kept())).toEqual([]);
    const throughHandle = await page.evaluate(
      (task) => inWorker([['withoutStreams'], ['cifar10', { ...task, from: files()[0] }]]),
      { layout, cache: true },
    );
    expect(throughHandle).toEqual({ ...whole, notes: [full] });
    expect(await page.evaluate(() => storage.kept())).toEqual([]);
    await limit(100_000_000);
    const kept = await page.evaluate(
      (task) => inWorker([['withoutStreams'], ['cifar10', { ...task, from: files()[0] }]]),
      { layout, cache: true },
    );
    expect(kept).toEqual(whole);
    expect(await read(page, {})).toEqual(whole);
  });

  test('a reading that is aborted, or whose page is closed, leaves nothing to be read', async () => {
    const aborted = await read(page, { url: '/slow', abortAt: archive.length / 2 - 1 });
    expect(aborted.error).toContain('AbortError');
    await site.left;
    await drop(page, { 'cifar-10-binary.tar.gz': archive });
    expect(await read(page, { cache: true, abortAt: total / 2 }, true)).toMatchObject({
      error: expect.stringContaining('AbortError'),
    });
    expect(await page.evaluate(() => storage.kept())).toEqual([]);
    expect(await read(page, {})).toMatchObject({
      error: expect.stringContaining('cifar10: nothing is kept in this page'),
    });

    const closed = await opened();
    await drop(closed, { 'half.tar.gz': archive.subarray(0, archive.length / 2) });
    await closed.evaluate(
      (given) => {
        const half = files()[0]!.stream().getReader();
        const from = new ReadableStream({
          async pull(controller) {
            const { done, value } = await half.read();
            if (done) await new Promise(() => undefined);
            controller.enqueue(value);
          },
        });
        void storage.cifar10({ ...given, from });
      },
      { layout, cache: true },
    );
    await expect.poll(() => page.evaluate(() => storage.kept()), { timeout: 100_000 }).toContain('data_batch_2.bin');
    await closed.close();
    expect(await read(page, {})).toMatchObject({ error: expect.stringContaining('nothing is kept') });
    // Once the browser has taken its lock from the closed page.
    const keep = async (): Promise<readonly string[]> => {
      await read(page, { cache: true }, true);
      return page.evaluate(() => storage.kept());
    };
    await expect.poll(keep, { timeout: 100_000 }).toEqual(wholeSet);
  });

  test('a page without https reads, and says what it cannot tell and keep', async () => {
    const insecure = await opened('insecure.test');
    expect(await read(insecure, { url: '/archive.tar.gz' })).toMatchObject({
      digest: total,
      notes: [
        expect.stringMatching(
          /^cifar10: this page keeps nothing .* it has no storage of its own \(OPFS\), which needs https/,
        ),
        expect.stringMatching(/reads as CIFAR-10; whether it is the official file, only a page under https can tell/),
      ],
    });
  });

  test('a model is the same bits after a reload; one that does not fit leaves the one before', async () => {
    await limit(1_000_000); // from the beginning: Chromium asks for it now and then
    const bits = await page.evaluate(() => storage.save('net', 3, 1));
    await reload();
    expect(await page.evaluate(() => storage.load('net'))).toBe(bits);
    expect(await page.evaluate(() => inWorker([['load', 'net']]))).toBe(bits);
    const second = await page.evaluate(() => inWorker([['save', 'net', 3, 2]]));
    expect(second).not.toBe(bits);
    expect(await page.evaluate(() => storage.load('net'))).toBe(second);

    expect(await page.evaluate(() => storage.save('net', 100_000, 1))).toBe(
      "Error: saveModel: the page's storage is full (QuotaExceededError), what was kept before is still there: remove something, or download it",
    );
    expect(await page.evaluate(() => storage.load('net'))).toBe(second);
    await page.evaluate(() => storage.save('other', 3, 1));
    expect(await page.evaluate(() => storage.names())).toEqual(['net', 'other']);
    await page.evaluate(() => storage.remove('net'));
    expect(await page.evaluate(() => storage.load('net'))).toBe(
      'Error: loadModel: nothing is kept under "net"; listModels() gives the names that there are',
    );
  });

  test('a worker that is terminated in the middle of a save leaves the one before', async () => {
    const bits = await page.evaluate(() => storage.save('net', 1000, 1));
    for (let time = 0; time < 2; time++) {
      expect(await page.evaluate(() => inWorker([['stuck', 'net', 1000, 2]]))).toBe('stuck');
      expect(await page.evaluate(() => storage.load('net'))).toBe(bits);
    }
    const second = await page.evaluate(() => storage.save('net', 1000, 2));
    expect(await page.evaluate(() => storage.load('net'))).toBe(second);
  });

  test('a run is downloaded, dropped on another page and goes on; its model is dropped too', async () => {
    const whole = await page.evaluate(() => storage.train(4));
    const started = page.waitForEvent('download');
    const half = await page.evaluate(() => storage.train(2));
    const download = await started;
    expect(download.suggestedFilename()).toBe('run.safetensors');
    expect(await page.evaluate(() => storage.latest())).toBe(half);
    const other = await opened();
    await other.setInputFiles('input', await download.path());
    expect(await other.evaluate(() => storage.dropped(files()[0]!))).toBe(half);
    expect(half).not.toBe(whole);
    expect(await other.evaluate(() => storage.train(4, files()[0]!))).toBe(whole);
    expect(await other.evaluate(() => storage.latest())).toBe(whole);
    await other.evaluate(() => storage.withoutDatabase());
    expect(await other.evaluate(() => storage.load('net'))).toContain('loadModel: there is no IndexedDB here');
  });
});
