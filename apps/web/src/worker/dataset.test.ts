import { bookSpec, cifar10Spec } from '@kindling/app-common';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  archiveOf,
  batches,
  edited,
  labelOf,
  recordSize,
  wholeArchive,
  wholeEntries,
} from '../../../../packages/data/testing/archives.ts';
import { loadSmall } from '../../../../packages/data/testing/loadSmall.ts';
import { type FakeStorage, fakeStorage } from '../../../../packages/data/testing/storage.ts';
import { createDatasets, type Host } from './dataset.ts';
import type { Failed } from './failed.ts';
import type { Failure } from './protocol.ts';

vi.mock(
  '../../../../packages/data/src/cifar10/host/node.ts',
  () => import('../../../../packages/data/src/cifar10/host/browser.ts'),
);

let storage: FakeStorage;

beforeEach(() => {
  const fake = fakeStorage();
  ({ storage } = fake);
  vi.stubGlobal('navigator', fake.navigator);
});
afterEach(() => void vi.unstubAllGlobals());

let now = 0;

/** Sets of three pictures a file, read as the real ones are. */
const host = (changed: Partial<Host> = {}): Host => ({
  read: async ({ onNote, ...options }) => {
    const { notes, ...labelled } = await loadSmall(options);
    for (const note of notes) onNote?.(note);
    return labelled;
  },
  kept: async () => (storage.files.size === 0 ? undefined : { bytes: 1000 }),
  remove: async () => storage.files.clear(),
  room: async () => undefined,
  isSmall: false,
  now: () => {
    now += 100;
    return now;
  },
  ...changed,
});

const file = (bytes: Uint8Array, name = 'cifar.tar.gz'): File => new File([bytes as Uint8Array<ArrayBuffer>], name);
const take = (from: Blob, keep = false, datasets = createDatasets(host())) => datasets.importCifar10(from, { keep });
const small = { ...cifar10Spec, pictures: 6, test: 2 };
/** All that the small sets have. */
const all = { ...cifar10Spec, pictures: 15, test: 3 };

const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown as Failed,
  );
  expect(error?.failure).toBeDefined();
  return error!.failure;
};

test('shapes are drawn, the same for every seed of training', async () => {
  const { openData } = createDatasets(host());
  const spec = { ...bookSpec, pictures: 12, test: 3 };
  const one = await openData(spec);
  expect([one.train.x.shape, one.test.x.shape, one.classNames.length]).toEqual([[12, 32, 32, 3], [3, 32, 32, 3], 10]);
  expect((await openData({ ...spec, seed: 7 })).train.x.data).toEqual(one.train.x.data);
});

test('an archive is there from then on, cut to the spec, without a copy', async () => {
  const datasets = createDatasets(host());
  await take(file(wholeArchive), false, datasets);
  const whole = await datasets.openData(all);
  const cut = await datasets.openData(small);
  expect([cut.train.y.shape, cut.test.y.shape, cut.note, cut.kept]).toEqual([[6], [2], undefined, false]);
  expect(cut.train.x.data.buffer).toBe(whole.train.x.data.buffer);
  expect(cut.train.y.at(4)).toBe(labelOf(1, 1));
});

test('what was kept is there at the next visit, until it is forgotten', async () => {
  await take(file(wholeArchive), true);
  const next = createDatasets(host());
  expect((await next.openData(small)).kept).toBe(true);
  expect(await next.keptBytes()).toBe(1000);
  await next.forgetCifar10();
  expect((await failureOf(next.openData(small))).kind).toBe('data');
  expect(await next.keptBytes()).toBe(0);
});

test('on a small device no more pictures are held than are asked for, and more are read where they are kept', async () => {
  await createDatasets(host()).importCifar10(file(wholeArchive), { keep: true });
  const read = vi.fn(host().read);
  const { openData } = createDatasets(host({ read, isSmall: true }));
  expect((await openData(small)).train.x.data.buffer.byteLength).toBe(6 * 3072);
  expect((await openData({ ...small, pictures: 4 })).train.y.shape).toEqual([4]);
  expect(read).toHaveBeenCalledTimes(1);
  expect((await openData(all)).train.y.shape).toEqual([15]);
  const unkept = createDatasets(host());
  await unkept.forgetCifar10();
  await unkept.importCifar10(file(wholeArchive), { keep: false, pictures: 6 });
  expect((await unkept.openData(small)).train.y.shape).toEqual([6]);
  expect((await failureOf(unkept.openData(all))).sentence).toBe(
    'This device holds 6 training pictures of CIFAR-10, and the run asks for 15. Take fewer, or drop the archive once more.',
  );
});

test('without data, and with damaged ones, it says so', async () => {
  expect(await failureOf(createDatasets(host()).openData(small))).toEqual({
    kind: 'data',
    sentence: 'CIFAR-10 is not on this device. Drop its archive here, or train on shapes.',
    details: undefined,
    offers: [{ do: 'dismiss' }],
  });
  await take(file(wholeArchive), true);
  const path = [...storage.files.keys()].find((each) => each.includes('data_batch_3'))!;
  storage.files.set(
    path,
    storage.files.get(path)!.map((byte) => byte ^ 1),
  );
  expect((await failureOf(createDatasets(host()).openData(small))).sentence).toContain('was damaged and is removed');
});

const label17 = archiveOf(edited('data_batch_3.bin', (bytes) => bytes.fill(17, recordSize, recordSize + 1)));
const unreadable = Object.assign(file(wholeArchive, 'a folder'), {
  stream: () => new ReadableStream({ start: (control) => control.error(new DOMException('no', 'NotFoundError')) }),
});

test.each([
  ['a text', file(Buffer.from('hello, this is no archive'), 'notes.txt'), 'it is not a gzip archive, or is damaged'],
  ['a PNG', file(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'a.png'), 'it is not a gzip archive, or is damaged'],
  ['an empty file', file(Buffer.alloc(0)), 'it ends in the middle'],
  ['a cut archive', file(wholeArchive.subarray(0, -20)), 'it ends in the middle'],
  ['label 17', file(label17), 'the label of record 1 of data_batch_3.bin must be from 0 to 9, got 17'],
  ['a missing file', file(archiveOf(wholeEntries.slice(0, -3))), 'it lacks test_batch.bin'],
  ['one file of six', file(batches[5]!.bytes!, 'test_batch.bin'), 'it lacks data_batch_1.bin, data_batch_2.bin'],
])('%s is refused in a sentence, nothing is kept, and what was there stays', async (_, from, why) => {
  const datasets = createDatasets(host());
  await take(file(wholeArchive), false, datasets);
  const failure = await failureOf(take(from, true, datasets));
  expect(failure.kind).toBe('archive');
  expect(failure.sentence).toContain(`“${from.name}” can't be read as CIFAR-10: ${why}`);
  expect(failure.sentence).toMatch(/[a-z0-9]\. Nothing of it is kept, and the data from before are as they were\.$/);
  expect(failure.details).toContain('cifar10: ');
  expect(storage.files.size).toBe(0);
  expect((await datasets.openData(small)).train.y.at(4)).toBe(labelOf(1, 1));
});

test('a folder in place of a file, no memory, and a dead address are told apart', async () => {
  expect((await failureOf(take(unreadable))).sentence).toContain("“a folder” can't be read: it may be a folder");
  const full = createDatasets(host({ read: () => Promise.reject(new RangeError('Array buffer allocation failed')) }));
  expect((await failureOf(take(file(wholeArchive), false, full))).kind).toBe('memory');
  const gone = createDatasets(host()).importCifar10('http://127.0.0.1:1/cifar.tar.gz', { keep: false });
  expect((await failureOf(gone)).sentence).toMatch(/^CIFAR-10 could not be downloaded: no answer \(.+\)\. Nothing/);
});

test('another set than the official one is used, and a note says so', async () => {
  const datasets = createDatasets(host());
  await take(file(archiveOf(edited('test_batch.bin', (bytes) => bytes.fill(9, 0, 1)))), true, datasets);
  const { note, kept } = await datasets.openData(small);
  expect([note, kept]).toEqual(['Reads as CIFAR-10, but is not the official file. It trains all the same.', true]);
});

test('room is asked for before anything is read, with an offer to go without', async () => {
  const read = vi.fn();
  const datasets = createDatasets(host({ read, room: async () => 120e6 }));
  const from = file(wholeArchive);
  const failure = await failureOf(take(from, true, datasets));
  expect(failure).toEqual({
    kind: 'storage',
    sentence: 'CIFAR-10 needs 185 MB, this site may keep 120. You can use it until you close the tab.',
    details: undefined,
    offers: [{ do: 'useUnkept', from, pictures: undefined }, { do: 'dismiss' }],
  });
  expect(read).not.toHaveBeenCalled();
  await take(from, false, createDatasets(host({ room: async () => 120e6 })));
});

test('a storage that turns out to be full leaves the data usable', async () => {
  storage.quota = 5 * recordSize;
  const datasets = createDatasets(host());
  await take(file(wholeArchive), true, datasets);
  const { note, kept, train } = await datasets.openData(small);
  expect([note, kept, train.y.at(4)]).toEqual(['Not saved: storage is full.', false, labelOf(1, 1)]);
});

test('progress comes at most four times a second, with bytes a second', async () => {
  const seen: { at: number; loaded: number; bytesPerSecond: number }[] = [];
  const began = now;
  await createDatasets(host()).importCifar10(file(wholeArchive), {
    keep: false,
    onProgress: (progress) => seen.push({ at: now - began, ...progress }),
  });
  expect(seen.length).toBeGreaterThan(1);
  for (const [i, { at }] of seen.entries()) expect(at - (seen[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(250);
  expect(seen.at(-1)!.bytesPerSecond).toBeCloseTo((seen.at(-1)!.loaded / (seen.at(-1)!.at - 100)) * 1000);
});

test('a cancelled import ends with the reason of the signal, and keeps nothing', async () => {
  const control = new AbortController();
  const reading = createDatasets(host()).importCifar10(file(wholeArchive), {
    keep: true,
    signal: control.signal,
    onProgress: () => control.abort(),
  });
  await expect(reading).rejects.toHaveProperty('name', 'AbortError');
  expect(storage.files.size).toBe(0);
});
