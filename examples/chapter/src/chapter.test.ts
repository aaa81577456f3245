import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromiumPath, inChromium } from '@tests/kit/chromium';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asked } from './asked.ts';
import { type ChapterResult, chapter } from './chapter.ts';

/** One batch an epoch, so that a loss of an epoch is one of a step. */
const query = '?backend=wasm&pictures=32&epochs=20&widths=16,16';
const lines: string[] = [];
let onNode: ChapterResult;

beforeAll(async () => {
  onNode = await chapter({ ...asked(query), tell: (line) => lines.push(line) });
});

test('a query gives the options', () => {
  expect(asked(query)).toEqual({ backend: 'wasm', pictures: 32, epochs: 20, widths: [16, 16] });
  expect(asked('')).toEqual({});
});

test('Node trains, tells and draws', () => {
  expect(onNode.losses).toHaveLength(20);
  expect(onNode.losses.at(-1)).toBeLessThan(onNode.losses[0]!);
  expect(lines.join('\n')).toMatch(/running on wasm[\s\S]*dense_2[\s\S]*epoch 20: loss [\s\S]*precision/);
  for (const svg of Object.values(onNode.drawn)) expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
});

const wasmFolder = join(
  createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'),
  '../dist',
);
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** The page and the worker as esbuild makes them, and tfjs's files beside. */
const serve = async (): Promise<Server> => {
  const { outputFiles } = await build({
    entryPoints: ['page.ts', 'worker.ts'].map((name) => join(import.meta.dirname, name)),
    bundle: true,
    splitting: true,
    format: 'esm',
    conditions: ['@kindling/source', 'module'],
    mainFields: ['browser', 'module', 'main'],
    target: 'es2022',
    minify: true,
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  const scripts = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  const answer = (path: string): readonly [type: string, content: Uint8Array | string] | undefined => {
    if (path === '/') return ['text/html', '<!doctype html><script type="module" src="/page.js"></script>'];
    if (path.endsWith('.wasm')) return ['application/wasm', readFileSync(join(wasmFolder, path))];
    const script = scripts.get(path);
    return script && ['text/javascript', script];
  };
  const server = createServer(({ url }, response) => {
    const found = answer(new URL(url!, 'http://localhost').pathname);
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { ...isolation, 'content-type': found[0] }).end(found[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

describe.skipIf(chromiumPath === undefined)(inChromium, () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    const args = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
    [browser, server] = await Promise.all([chromium.launch({ executablePath: chromiumPath!, args }), serve()]);
  });

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const open = async (search: string): Promise<ChapterResult> => {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/${search}`);
    const text = await page.locator('output').textContent({ timeout: 230_000 });
    await page.close();
    return JSON.parse(text!);
  };

  test('a page computes and draws the same, to the bit', async () => {
    expect(await open(query)).toEqual(onNode);
  });

  test('so does a worker', async () => {
    expect(await open(`${query}&worker`)).toEqual(onNode);
  });

  test('on a GPU the losses are the same to 1e-6', async () => {
    const { backend, losses } = await open(`${query.replace('wasm', 'webgpu')}&worker`);
    expect(backend).toBe('webgpu');
    expect(losses).toHaveLength(20);
    for (const [i, loss] of losses.entries()) expect(Math.abs(loss / onNode.losses[i]! - 1)).toBeLessThan(1e-6);
  });
});
