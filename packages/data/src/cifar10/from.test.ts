import { expect, test } from 'vitest';
import {
  archiveOf,
  batches,
  chunked,
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
import { loadSmall } from '../../testing/loadSmall.ts';
import { fileAnswer, serve } from '../../testing/server.ts';
import type { Cifar10Source } from './options.ts';
import type { SourceOptions } from './source.ts';

const take = (from: unknown, options: SourceOptions = {}) => loadSmall({ from: from as Cifar10Source, ...options });

const bytesOf = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;
const file = (bytes: Uint8Array, name = 'cifar-10-binary.tar.gz') => new File([bytesOf(bytes)], name);
const files = batches.map(({ name, bytes }) => file(bytes!, name));
const meta = file(names.bytes!, names.name);

/** A stream in pieces that tells when it has no more to give, and when it is cancelled. */
const streamed = (bytes: Uint8Array, ends = true) => {
  const seen = { cancelled: false };
  const chunks = chunked(bytes, 1000);
  let fallSilent = (): void => undefined;
  const silent = new Promise<void>((resolve) => {
    fallSilent = resolve;
  });
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (!done) controller.enqueue(value);
      else if (ends) controller.close();
      else {
        fallSilent();
        await new Promise(() => undefined);
      }
    },
    cancel: () => {
      seen.cancelled = true;
    },
  });
  return { stream, seen, silent };
};

test('a File, a Blob, a Response, a stream, packed or not, and a list of files give the same data', async () => {
  const plain = tarball(wholeEntries);
  const sources: unknown[] = [
    file(wholeArchive),
    new Blob([bytesOf(wholeArchive)]),
    new Response(bytesOf(wholeArchive)),
    streamed(wholeArchive).stream,
    file(plain, 'cifar-10-binary.tar'),
    streamed(plain).stream,
    [file(wholeArchive, 'any name')],
    [meta, file(wholeArchive)],
    files.toReversed(),
    { ...[...files, meta, file(plain, 'readme.html')], length: 8 }, // as a FileList is
  ];
  for (const from of sources) {
    const { train, test: tested, notes } = await take(from);
    expect(notes).toEqual([]);
    expect([train.y.at(4), tested.y.at(1)]).toEqual([labelOf(1, 1), labelOf(5, 1)]);
    expect(sha256(train.x.data as Uint8Array)).toBe(sha256((await take(files)).train.x.data as Uint8Array));
  }
});

test('reading counts the unpacked bytes of all records', async () => {
  for (const from of [file(wholeArchive), files]) {
    const seen: unknown[] = [];
    await take(from, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ stage: 'read', loaded: 18 * recordSize, total: 18 * recordSize });
  }
});

test('as few training pictures as are asked for are held, and all of them are checked', async () => {
  const whole = await take(file(wholeArchive));
  for (const train of [0, 5, 99]) {
    const few = await take(files.toReversed(), { train });
    const held = Math.min(train, 15);
    expect(few.train.x.shape).toEqual([held, 32, 32, 3]);
    expect(few.train.x.data).toEqual(whole.train.slice(0, held).x.data);
    expect(few.test.y.data).toEqual(whole.test.y.data);
    expect(few.notes).toEqual([]);
  }
  const label = edited('data_batch_5.bin', (bytes) => bytes.fill(255, 0, 1));
  await expect(take(file(archiveOf(label)), { train: 1 })).rejects.toThrow('record 0 of data_batch_5.bin');
  await expect(take(file(wholeArchive), { train: -1 })).rejects.toThrow('cifar10: train must be');
});

test('what is not the official file is told by name', async () => {
  const other = edited('test_batch.bin', (bytes) => bytes.fill(9, 0, 1));
  expect((await take(file(archiveOf(other), 'mine.tar.gz'))).notes).toEqual([
    'cifar10: mine.tar.gz reads as CIFAR-10, but is not the official file',
  ]);
  expect((await take([...files.slice(0, 5), file(batches[4]!.bytes!, 'test_batch.bin')])).notes).toEqual([
    'cifar10: 6 files reads as CIFAR-10, but is not the official files',
  ]);
});

test('faults read as those of a path do', async () => {
  const at = (bytes: Uint8Array) => take(file(bytes));
  await expect(at(wholeArchive.subarray(0, 900))).rejects.toThrow(
    'cifar10: cifar-10-binary.tar.gz: it ends in the middle; a whole copy is at https://www.cs.toronto.edu',
  );
  await expect(at(tarball(wholeEntries).subarray(0, 9000))).rejects.toThrow(': it ends in the middle; ');
  await expect(at(new Uint8Array(0))).rejects.toThrow(': it ends in the middle; ');
  await expect(at(Buffer.from('<html>'))).rejects.toThrow('it is not a gzip archive, or is damaged; ');
  const damaged = Uint8Array.from(wholeArchive);
  damaged.fill(0, 500, 600);
  await expect(at(damaged)).rejects.toThrow(/^cifar10: cifar-10-binary\.tar\.gz: .+; a whole copy is at/);
  const label = edited('data_batch_3.bin', (bytes) => bytes.fill(255, recordSize, recordSize + 1));
  await expect(at(archiveOf(label))).rejects.toThrow('the label of record 1 of data_batch_3.bin must be from 0 to 9');
  await expect(at(archiveOf(wholeEntries.slice(0, 4)))).rejects.toThrow('it lacks data_batch_4.bin');
  await expect(take(files.slice(2))).rejects.toThrow('4 files: it lacks data_batch_1.bin');
  await expect(take(files[0])).rejects.toThrow(
    'cifar10: data_batch_1.bin: it lacks data_batch_2.bin, data_batch_3.bin',
  );
  await expect(take([...files, files[0]])).rejects.toThrow('7 files: it holds data_batch_1.bin twice');
  await expect(take([file(batches[0]!.bytes!.subarray(1), 'data_batch_1.bin')])).rejects.toThrow(
    'data_batch_1.bin must have 9219 bytes, got 9218',
  );
  const bomb = tarball([{ name: 'filler', bytes: Buffer.alloc(3e6) }, ...wholeEntries]);
  await expect(at(bomb)).rejects.toThrow('it unpacks to more than');
});

test('a Response that is not there, or was read, says so', async () => {
  const server = await serve((request, response) =>
    request.url === '/none' ? response.writeHead(404).end('no') : fileAnswer(wholeArchive)(request, response),
  );
  const missing = await fetch(new URL('/none', server.url));
  await expect(take(missing)).rejects.toThrow(/^cifar10: http.*\/none: the answer was 404 Not Found; fetch it again/);
  const answer = await fetch(server.url);
  expect((await take(answer)).notes).toEqual([]);
  await expect(take(answer)).rejects.toThrow(
    /^cifar10: http.*: its body was read already, or it has none; give a fresh/,
  );
  await server.close();
});

test('a stream is cancelled when its reading ends early, and refused when somebody reads it', async () => {
  const end = streamed(tarball([{ name: '../out', bytes: Buffer.alloc(2000) }]).subarray(0, 1000), false);
  await expect(take(end.stream)).rejects.toThrow('a path that leads out of the archive');
  expect(end.seen.cancelled).toBe(true);
  const label = streamed(archiveOf(edited('data_batch_1.bin', (bytes) => bytes.fill(11, 0, 1))), false);
  await expect(take(label.stream)).rejects.toThrow('the stream: the label of record 0');
  expect(label.seen.cancelled).toBe(true);

  const abort = new AbortController();
  const silent = streamed(wholeArchive.subarray(0, 900), false);
  const reason = new Error('stopped');
  const taking = take(silent.stream, { signal: abort.signal });
  void silent.silent.then(() => setImmediate(() => abort.abort(reason)));
  await expect(taking).rejects.toBe(reason);
  expect(silent.seen.cancelled).toBe(true);

  const { stream } = streamed(wholeArchive);
  stream.getReader();
  await expect(take(stream)).rejects.toThrow('cifar10: the stream has a reader already');
  const failing = new ReadableStream({ pull: () => Promise.reject(new Error('the cable broke')) });
  await expect(take(failing)).rejects.toThrow('cifar10: the stream: the cable broke; a whole copy is at');
  const texts = new ReadableStream({ pull: (controller) => controller.enqueue('text') });
  await expect(take(texts)).rejects.toThrow('a stream must give Uint8Arrays, got "text"');
});

test('what does not go with it is refused', async () => {
  for (const place of [{ path: '.' }, { url: 'http://127.0.0.1/a' }, { cacheDir: '.' }]) {
    await expect(take(file(wholeArchive), place)).rejects.toThrow('from gives the bytes, path, url and cacheDir say');
  }
  await expect(take(file(wholeArchive), { sha256: smallLayout.sha256 })).rejects.toThrow(
    'piece by piece; leave it out',
  );
  await expect(take(file(wholeArchive), { cache: true })).rejects.toThrow('cache is for pages; Node keeps a download');
  for (const other of ['a.tar.gz', [], [new Blob()], wholeArchive, {}, null]) {
    await expect(take(other)).rejects.toThrow(
      /^cifar10: from must be a File, Blob, Response, ReadableStream or a list of Files, got /,
    );
  }
});
