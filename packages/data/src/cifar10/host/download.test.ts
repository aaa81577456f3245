import { spawnSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { processTag } from '@kindling/core/node';
import { afterEach, expect, test } from 'vitest';
import { sha256, smallLayout, wholeArchive } from '../../../testing/archives.ts';
import { testFolder } from '../../../testing/folder.ts';
import { fileAnswer, serve, type TestServer } from '../../../testing/server.ts';
import type { Settings, SourceOptions } from '../source.ts';
import { download } from './download.ts';
import { idlePartial } from './partial.ts';

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const settings: Settings = {
  layout: smallLayout,
  stallMs: 5000,
  write: (file, bytes) => file.appendFile(bytes),
};

interface Attempt extends Pick<SourceOptions, 'onProgress' | 'signal'> {
  readonly sha256?: string;
  readonly target: string;
  readonly settings?: Partial<Settings>;
}

const get = async (answer: RequestListener, { target, settings: other, ...options }: Attempt): Promise<void> => {
  await server?.close();
  server = await serve(answer);
  await download(target, { sha256: smallLayout.sha256, ...options, url: server.url }, { ...settings, ...other });
};

const newTarget = async (): Promise<string> => join(await testFolder(), 'cache', 'cifar-10-binary.tar.gz');
const left = (target: string): Promise<string[]> => readdir(join(target, '..'));

/** A download that breaks off once its first bytes have come. */
const breakOff = (target: string, bytes: number): Promise<void> => {
  let letGo = (): void => undefined;
  const answer: RequestListener = (_, response) => {
    letGo = () => response.destroy();
    response.writeHead(200, { 'content-length': wholeArchive.length }).write(wholeArchive.subarray(0, bytes));
  };
  return get(answer, { target, onProgress: ({ loaded }) => loaded === bytes && letGo() });
};

test('a file is there, whole and alone, once it is downloaded, and is not downloaded again', async () => {
  const target = await newTarget();
  const seen: number[] = [];
  await get(fileAnswer(wholeArchive), {
    target,
    onProgress: ({ stage, loaded, total }) => {
      expect([stage, total]).toEqual(['download', wholeArchive.length]);
      seen.push(loaded);
    },
  });
  expect(await readFile(target)).toEqual(wholeArchive);
  expect(await left(target)).toEqual(['cifar-10-binary.tar.gz']);
  expect(seen.at(-1)).toBe(wholeArchive.length);
  await get(() => expect.unreachable(), { target });
});

test('a broken download goes on where it broke off', async () => {
  const target = await newTarget();
  await expect(breakOff(target, 1000)).rejects.toThrow('broke off after 1000 bytes');
  expect(await left(target)).toEqual(['cifar-10-binary.tar.gz.partial']);
  await get(fileAnswer(wholeArchive), { target });
  expect(server?.ranges).toEqual(['bytes=1000-']);
  expect(await readFile(target)).toEqual(wholeArchive);
  expect(await left(target)).toEqual(['cifar-10-binary.tar.gz']);
});

test('a server that knows no parts starts over, and the file is right all the same', async () => {
  const target = await newTarget();
  await expect(breakOff(target, 1000)).rejects.toThrow();
  await get((_, response) => response.end(wholeArchive), { target });
  expect(await readFile(target)).toEqual(wholeArchive);
});

test('the beginning of some other file is found out, and the download starts over by itself', async () => {
  const target = await newTarget();
  await mkdir(join(target, '..'));
  await writeFile(idlePartial(target), Buffer.alloc(300, 7));
  await get(fileAnswer(wholeArchive), { target });
  expect(server?.ranges).toEqual(['bytes=300-', undefined]);
  expect(await readFile(target)).toEqual(wholeArchive);
});

test('a whole file that was not yet moved is moved without a request', async () => {
  const target = await newTarget();
  await mkdir(join(target, '..'));
  await writeFile(idlePartial(target), wholeArchive);
  await get(() => expect.unreachable(), { target });
  expect(await left(target)).toEqual(['cifar-10-binary.tar.gz']);
});

test('a wrong checksum leaves nothing behind', async () => {
  const target = await newTarget();
  const wrong = sha256(Buffer.from('other'));
  await expect(get(fileAnswer(wholeArchive), { target, sha256: wrong })).rejects.toThrow(
    `its sha256 is ${smallLayout.sha256}, not ${wrong}; pass the url of an unchanged copy, or its own sha256`,
  );
  expect(await left(target)).toEqual([]);
});

test('a server that sends without end is left, and nothing stays of it', async () => {
  const target = await newTarget();
  const endless: RequestListener = (_, response) => {
    const more = (): void => {
      while (response.write(wholeArchive));
      response.once('drain', more);
    };
    more();
  };
  await expect(get(endless, { target })).rejects.toThrow('sends more than');
  expect(await left(target)).toEqual([]);
});

test.each<[string, RequestListener]>([
  ['404', (_, response) => response.writeHead(404).end()],
  ['a web page', (_, response) => response.end('<html></html>')],
])('%s leaves nothing behind', async (_, answer) => {
  const target = await newTarget();
  await expect(get(answer, { target })).rejects.toThrow(/^cifar10: http/);
  expect(await left(target)).toEqual([]);
});

test('a full disk says what to do and leaves nothing behind', async () => {
  const target = await newTarget();
  const write: Settings['write'] = async (file, bytes) => {
    await file.appendFile(bytes.subarray(0, 100));
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  await expect(get(fileAnswer(wholeArchive), { target, settings: { write } })).rejects.toThrow(
    /^cifar10: .*cache: ENOSPC: no space left on device, write; make room for \d+ MB there, or pass another cacheDir$/,
  );
  expect(await left(target)).toEqual([]);
});

test('a cache folder that cannot be made says so', async () => {
  const file = join(await testFolder(), 'file');
  await writeFile(file, '');
  await expect(get(fileAnswer(wholeArchive), { target: join(file, 'cache', 'a') })).rejects.toThrow(
    /^cifar10: .*(ENOTDIR|EEXIST|ENOENT).*pass another cacheDir$/,
  );
});

test('what came before an abort is kept', async () => {
  const target = await newTarget();
  const abort = new AbortController();
  const silent: RequestListener = (_, response) => void response.write(wholeArchive.subarray(0, 600));
  const reason = new Error('stopped by the user');
  const attempt = get(silent, { target, signal: abort.signal, onProgress: () => abort.abort(reason) });
  await expect(attempt).rejects.toBe(reason);
  await get(fileAnswer(wholeArchive), { target });
  expect(server?.ranges).toEqual(['bytes=600-']);
});

test('several downloads of one file at once do no harm to each other', async () => {
  const target = await newTarget();
  server = await serve(fileAnswer(wholeArchive));
  const options = { url: server.url, sha256: smallLayout.sha256 };
  await Promise.all([1, 2, 3].map(() => download(target, options, settings)));
  expect(await readFile(target)).toEqual(wholeArchive);
  expect(await left(target)).toEqual(['cifar-10-binary.tar.gz']);
});

test.runIf(process.platform !== 'win32')('a link in the cache folder is not written through', async () => {
  const target = await newTarget();
  const victim = join(await testFolder(), 'victim');
  await writeFile(victim, wholeArchive.subarray(0, 300));
  await mkdir(join(target, '..'));
  await symlink(victim, idlePartial(target));
  await get(fileAnswer(wholeArchive), { target });
  expect(await readFile(target)).toEqual(wholeArchive);
  expect((await lstat(target)).isFile()).toBe(true);
  expect(await readFile(victim)).toEqual(wholeArchive.subarray(0, 300));
  expect(server?.ranges).toEqual([undefined]);
});

test('what killed downloads left goes when the file is there already', async () => {
  const target = await newTarget();
  await get(fileAnswer(wholeArchive), { target });
  const [machine] = processTag().split('-');
  const gone = spawnSync(execPath, ['-e', '']).pid;
  await writeFile(`${target}.${machine}-${gone}-0-0-0.partial`, 'half');
  await get(() => expect.unreachable(), { target });
  expect(await left(target)).toEqual(['cifar-10-binary.tar.gz']);
});
