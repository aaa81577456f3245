import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { wholeArchive } from '../../testing/archives.ts';
import { fileAnswer, serve, type TestServer } from '../../testing/server.ts';
import { fetchArchive } from './fetchArchive.ts';

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Attempt {
  readonly from?: number;
  readonly signal?: AbortSignal;
  readonly stallMs?: number;
  readonly onChunk?: () => void;
}

const download = async (answer: RequestListener, { from = 0, signal, stallMs = 5000, onChunk }: Attempt = {}) => {
  server = await serve(answer);
  const { chunks, ...download } = await fetchArchive({ url: server.url, from, signal, stallMs });
  const bytes: Uint8Array[] = [];
  for await (const chunk of chunks) {
    bytes.push(chunk);
    onChunk?.();
  }
  return { ...download, bytes: Buffer.concat(bytes) };
};

test('the whole file comes as it is', async () => {
  expect(await download(fileAnswer(wholeArchive))).toEqual({
    from: 0,
    total: wholeArchive.length,
    bytes: wholeArchive,
  });
});

test('a part comes from the place that was requested', async () => {
  expect(await download(fileAnswer(wholeArchive), { from: 100 })).toEqual({
    from: 100,
    total: wholeArchive.length,
    bytes: wholeArchive.subarray(100),
  });
  expect(server?.ranges).toEqual(['bytes=100-']);
});

test('a server that knows no parts, or has no such part, gives the whole', async () => {
  const whole: RequestListener = (_, response) => response.end(wholeArchive);
  expect((await download(whole, { from: 100 })).from).toBe(0);
  await server?.close();
  expect((await download(fileAnswer(wholeArchive), { from: 1e9 })).bytes).toEqual(wholeArchive);
});

test('a part other than the one requested is refused', async () => {
  const other: RequestListener = (_, response) =>
    response.writeHead(206, { 'content-range': 'bytes 7-9/10' }).end('abc');
  await expect(download(other, { from: 5 })).rejects.toThrow('the answer was 206 Partial Content');
});

test('a server that is not there is told apart from one that has nothing', async () => {
  const gone = await serve(() => undefined);
  await gone.close();
  await expect(fetchArchive({ url: gone.url, from: 0, signal: undefined, stallMs: 5000 })).rejects.toThrow(
    /^cifar10: http.*: no answer \(.*ECONNREFUSED.*\); call again later/,
  );
  const missing: RequestListener = (_, response) => response.writeHead(404).end('not here');
  await expect(download(missing)).rejects.toThrow(
    /^cifar10: http.*: the answer was 404 Not Found; .*give it by path or from$/,
  );
});

test('a web page in place of the file is refused', async () => {
  const page: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in to this network</html>');
  await expect(download(page)).rejects.toThrow('the answer is not a gzip archive (text/html)');
});

test('a connection that breaks off says how far it came', async () => {
  let letGo = (): void => undefined;
  const broken: RequestListener = (_, response) => {
    letGo = () => response.destroy();
    response.writeHead(200, { 'content-length': wholeArchive.length }).write(wholeArchive.subarray(0, 200));
  };
  await expect(download(broken, { onChunk: () => letGo() })).rejects.toThrow(
    /broke off after 200 bytes \(.+\); call again/,
  );
});

test('a server that goes silent is left, before its answer and within it', async () => {
  await expect(download(() => undefined, { stallMs: 100 })).rejects.toThrow('no answer (nothing came for 0.1 s)');
  await server?.close();
  const silent: RequestListener = (_, response) => void response.write(wholeArchive.subarray(0, 50));
  await expect(download(silent, { stallMs: 2500 })).rejects.toThrow(
    'broke off after 50 bytes (nothing came for 2.5 s)',
  );
});

test("an aborted download ends with the signal's reason, before the answer and within it", async () => {
  const silent: RequestListener = (_, response) => void response.write(wholeArchive.subarray(0, 50));
  for (const answer of [() => undefined, silent]) {
    const signal = AbortSignal.timeout(50);
    await expect(download(answer, { signal })).rejects.toHaveProperty('name', 'TimeoutError');
    await server?.close();
  }
});
