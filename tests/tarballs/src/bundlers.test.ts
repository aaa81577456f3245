// The programs of docs/bundlers.md, built from the packages as published, served by a plain server and opened.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { chromiumPath, inChromium } from '@tests/kit/chromium';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { root } from './packages.ts';
import { serveSite } from './site.ts';

const page = readFileSync(join(root, 'docs/bundlers.md'), 'utf8');

/** The blocks of code of a section of the page, of a language; those before all sections without a title. */
const blocks = (title: string, language: 'js' | 'sh' | 'http'): readonly string[] => {
  const sections = page.split(/^## /m);
  const section = title === '' ? sections[0]! : (sections.find((text) => text.startsWith(`${title}\n`)) ?? '');
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].flatMap(([, is, code]) =>
    is === language ? [code!] : [],
  );
};

const [training, starter] = blocks('', 'js');
const [small] = blocks('Smaller: one backend, and no table of gradients', 'js');
const policy = /^Content-Security-Policy: (.*)$/.exec(blocks('When it lands on cpu', 'http')[0]!)![1]!;
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

const ours = ['backend', 'models', 'train'];
const beside = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgpu'].map((name) => `@tensorflow/tfjs-${name}`);

/** By its query the page runs the program itself, or the small one; else it starts the worker. */
const main = `
if (location.search === '?page') await import('./training.js');
else if (location.search === '?small') await import('./small.js');
else ${starter}
`;

/** What Chromium itself, and Vite's client, write to the console. */
const chromiums = /^(Failed to load resource|No available adapters|\[vite\])/;

/** A folder with the packages, the programs of the page, and what opens them. */
const browserFolder = async (): Promise<string> => {
  const clean = await cleanFolder([...ours, 'wasm'], beside);
  for (const [name, text] of Object.entries({ 'training.js': training!, 'small.js': small!, 'main.js': main }))
    writeFileSync(join(clean, name), text);
  writeFileSync(join(clean, 'index.html'), '<!doctype html><script type="module" src="/main.js"></script>');
  return clean;
};

const wasmIn = (folder: string): readonly string[] => readdirSync(folder).filter((file) => file.endsWith('.wasm'));

const builtPage = '<!doctype html><script type="module" src="js/main.js"></script>';

const toolOf = (name: string, file: string, from = import.meta.url): string =>
  join(createRequire(from).resolve(`${name}/package.json`), '..', file);

const [viteConfig] = blocks('Vite', 'js');

/** What is used of Vite. */
interface Vite {
  createServer(options: { readonly root: string; readonly server: object; readonly logLevel: string }): Promise<{
    listen(): Promise<unknown>;
    close(): Promise<void>;
    readonly resolvedUrls: { readonly local: readonly string[] } | null;
  }>;
}

/** Vite's server for development, of a folder with this configuration. */
const viteServer = async (clean: string, config: string) => {
  writeFileSync(join(clean, 'vite.config.js'), config);
  const file = toolOf('vite', 'dist/node/index.js', join(root, 'package.json'));
  const { createServer }: Vite = await import(file);
  const server = await createServer({ root: clean, server: { host: '127.0.0.1', port: 0 }, logLevel: 'silent' });
  await server.listen();
  return { url: server.resolvedUrls!.local[0]!, close: () => server.close() };
};

const viteBuild = async (clean: string, base: string): Promise<string> => {
  writeFileSync(join(clean, 'vite.config.js'), viteConfig!);
  const vite = toolOf('vite', 'bin/vite.js', join(root, 'package.json'));
  const folder = join(clean, `out${base.replaceAll('/', '-')}`);
  const args = [vite, 'build', '--outDir', folder, ...(base === './' ? [] : ['--base', base])];
  const { code, output } = await child(execPath, args, clean);
  expect(code, output).toBe(0);
  return folder;
};

const esbuildBuild = async (clean: string): Promise<string> => {
  const [build, copy] = blocks('esbuild', 'sh')[0]!.split('\n');
  const [npx, name, ...args] = build!.split(' ');
  expect([npx, name]).toEqual(['npx', 'esbuild']);
  const { code, output } = await child(toolOf('esbuild', 'bin/esbuild'), args, clean);
  expect(code, output).toBe(0);
  const [cp, from, to] = copy!.split(' ');
  expect(cp).toBe('cp');
  const folder = join(clean, dirname(from!));
  for (const file of wasmIn(folder)) cpSync(join(folder, file), join(clean, to!, file));
  writeFileSync(join(clean, 'public/index.html'), builtPage);
  return join(clean, 'public');
};

/** Not minified, which takes webpack the most of its time. */
const webpackBuild = async (clean: string): Promise<string> => {
  const program = `
    import webpack from ${JSON.stringify(toolOf('webpack', 'lib/index.js'))};
    const output = { path: ${JSON.stringify(join(clean, 'out-webpack/js'))} };
    const options = { mode: 'production', optimization: { minimize: false }, entry: './main.js', output, performance: false };
    webpack(options, (error, stats) => {
      process.exitCode = error || stats.hasErrors() ? 1 : 0;
      console.log(String(error ?? stats));
    });`;
  writeFileSync(join(clean, 'build.mjs'), program);
  const { code, output } = await child(execPath, ['build.mjs'], clean);
  expect(code, output).toBe(0);
  writeFileSync(join(clean, 'out-webpack/index.html'), builtPage);
  return join(clean, 'out-webpack');
};

test('the program in CommonJS runs', async () => {
  const clean = await cleanFolder(['models', 'train'], ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu']);
  const [program] = blocks('CommonJS', 'js');
  writeFileSync(join(clean, 'program.cjs'), program!);
  const { code, output } = await child(execPath, ['program.cjs'], clean);
  expect(code, output).toBe(0);
  expect(output).toContain('loss:');
});

describe.skipIf(chromiumPath === undefined)(inChromium, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** What a page writes to the console, as far as its last line. */
  const linesOf = async (url: string): Promise<readonly string[]> => {
    const tab = await browser.newPage();
    const lines: string[] = [];
    const ended = new Promise<void>((resolve) => {
      tab.on('console', (message) => {
        if (!chromiums.test(message.text())) lines.push(message.text());
        if (/^loss /.test(message.text())) resolve();
      });
      tab.on('pageerror', ({ message }) => lines.push(message));
      setTimeout(resolve, 60_000).unref();
    });
    await tab.goto(url);
    await ended;
    await tab.close();
    return lines;
  };

  /** What the page of a folder writes, and the .wasm files it asks for. */
  const open = async (folder: string, query: string, { isolated = true, path = '/a/b/' } = {}) => {
    const headers = { 'content-security-policy': policy, ...(isolated && isolation) };
    const site = await serveSite(folder, path, headers);
    const lines = await linesOf(site.url + query);
    site.close();
    return { lines, asked: site.asked };
  };

  const all = expect.stringMatching(/^wasm on \d+ CPU cores?$/);
  const one = expect.stringMatching(/^wasm on 1 of \d+ CPU cores one thread: the page is not cross-origin isolated;/);
  const loss = expect.stringMatching(/^loss 0\.23000/);

  /** A page and a worker, isolated and not, each with one request for one file and not a line more than its own. */
  const opens = async (folder: string, file: RegExp, path = '/a/b/'): Promise<void> => {
    for (const query of ['?page', '?worker']) {
      for (const isolated of [true, false]) {
        const { lines, asked } = await open(folder, query, { isolated, path });
        expect(lines).toEqual([isolated ? all : one, loss]);
        expect(asked).toEqual([expect.stringMatching(file)]);
      }
    }
    const { lines } = await open(folder, '?small', { path });
    expect(lines).toEqual([expect.stringMatching(/^wasm on \d+ threads/), loss]);
  };

  test("Vite's build trains on wasm, below any path", async () => {
    const clean = await browserFolder();
    await opens(await viteBuild(clean, './'), /^\/a\/b\/assets\/tfjs-backend-wasm-simd-[\w-]{8}\.wasm$/);
    await opens(await viteBuild(clean, '/sub/'), /^\/sub\/assets\/tfjs-backend-wasm-simd-[\w-]{8}\.wasm$/, '/sub/');
  });

  test("Vite's server for development trains on wasm, and without optimizeDeps says why it does not", async () => {
    const clean = await browserFolder();
    const whole = await viteServer(clean, viteConfig!);
    for (const query of ['?page', '?worker']) expect(await linesOf(whole.url + query)).toEqual([all, loss]);
    await whole.close();
    const without = await viteServer(clean, viteConfig!.replace(/^ *optimizeDeps: .*$/m, ''));
    expect(await linesOf(`${without.url}?page`)).toEqual([
      expect.stringContaining('was answered with text/html'),
      expect.stringMatching(/^cpu on /),
      loss,
    ]);
    await without.close();
  });

  test("esbuild's build trains on wasm; without the files, one line says what came back for the one request", async () => {
    const clean = await browserFolder();
    const folder = await esbuildBuild(clean);
    await opens(folder, /^\/a\/b\/js\/tfjs-backend-wasm-simd\.wasm$/);
    for (const file of wasmIn(join(folder, 'js'))) rmSync(join(folder, 'js', file));
    const { lines, asked } = await open(folder, '?page');
    const told = '/a/b/js/tfjs-backend-wasm-simd.wasm was answered with 404 Not Found; give wasmPaths';
    expect(lines).toEqual([expect.stringContaining(told), expect.stringMatching(/^cpu on /), loss]);
    expect(asked).toHaveLength(1);
  });

  test("webpack's build trains on wasm", async () => {
    await opens(await webpackBuild(await browserFolder()), /^\/a\/b\/js\/[\da-f]{20}\.wasm$/);
  });
});
