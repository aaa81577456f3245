import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { serve } from './serve.mjs';

let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kindling-serve-'));
  folder = join(home, 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<head><title>page</title></head>');
  writeFileSync(join(folder, 'assets/a-1.js'), 'a');
  writeFileSync(join(home, 'secret'), 'secret');
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

const serving = async (archives: Readonly<Record<string, string>> = {}) => {
  const server = await serve({ folder, archives, port: 0 });
  onTestFinished(() => server.close());
  return server;
};

/** The status of a path as it is written: `fetch` would tidy it first. */
const statusOf = (url: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('a page is isolated, and asked for anew at each visit; what has a hash in its name is not', async () => {
  const { url } = await serving();
  const page = await fetch(url);
  expect(await page.text()).toBe('<head><title>page</title></head>');
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  });
  const script = await fetch(`${url}assets/a-1.js?x#y`);
  expect(await script.text()).toBe('a');
  expect(script.headers.get('content-type')).toBe('text/javascript');
  expect(script.headers.get('cache-control')).toContain('immutable');
});

test('nothing outside of the folder is served, however the path is written', async () => {
  const { url } = await serving();
  const outside = ['/../secret', '/..%2fsecret', '/assets/../../secret', '//etc/passwd'];
  const noNames = ['/%', '/%00', `/${'a'.repeat(5000)}`, '/index.html/a'];
  for (const path of [...outside, ...noNames, '/assets', '/none']) {
    expect([path, await statusOf(url, path)]).toEqual([path, 404]);
  }
});

test('an archive is offered in the head of the page, and served whole', async () => {
  writeFileSync(join(home, 'x.tar.gz'), 'archive');
  const { url } = await serving({ 'cifar-10-binary.tar.gz': join(home, 'x.tar.gz') });
  expect(await (await fetch(url)).text()).toContain(
    '<meta name="kindling-cifar10" content="./cifar-10-binary.tar.gz"></head>',
  );
  const archive = await fetch(`${url}cifar-10-binary.tar.gz`);
  expect(archive.headers.get('content-length')).toBe('7');
  expect(await archive.text()).toBe('archive');
});

test('what is sent is refused; a head alone can be asked for', async () => {
  const { url } = await serving();
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
  const head = await fetch(url, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('a port that is taken is said so', async () => {
  const port = Number(new URL((await serving()).url).port);
  await expect(serve({ folder, port })).rejects.toThrow(`port ${port} is taken; choose another with --port`);
});
