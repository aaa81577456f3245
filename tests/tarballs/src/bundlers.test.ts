// The programs of docs/bundlers.md, built; each .wasm file lies where the build asks for it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { root } from './packages.ts';

const page = readFileSync(join(root, 'docs/bundlers.md'), 'utf8');
const wasmFiles = ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd'];

/** The blocks of code of a section of the page, of a language. */
const blocks = (title: string, language: 'js' | 'sh'): readonly string[] => {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].flatMap(([, is, code]) =>
    is === language ? [code!] : [],
  );
};

/** Of a build: that each .wasm file was copied, and that a script names it as it is called there. */
const requireFiles = (folder: string): void => {
  const files = readdirSync(folder);
  const scripts = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(join(folder, file), 'utf8'));
  for (const name of wasmFiles) {
    const copied = files.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.wasm$`).test(file));
    expect(copied, `${name}.wasm once among ${files.join(', ')}`).toHaveLength(1);
    expect(scripts.some((script) => script.includes(copied[0]!))).toBe(true);
  }
};

const browserFolder = (): Promise<string> =>
  cleanFolder(['backend'], ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-cpu']);

test('the program for Vite builds, with the .wasm files beside its scripts', async () => {
  const clean = await browserFolder();
  const [main, config] = blocks('Vite', 'js');
  writeFileSync(join(clean, 'main.js'), main!);
  writeFileSync(join(clean, 'vite.config.js'), config!);
  writeFileSync(join(clean, 'index.html'), '<!doctype html><script type="module" src="/main.js"></script>');
  const vite = join(createRequire(join(root, 'package.json')).resolve('vite/package.json'), '../bin/vite.js');
  const { code, output } = await child(execPath, [vite, 'build'], clean);
  expect(code, output).toBe(0);
  requireFiles(join(clean, 'dist/assets'));
});

test('the command and the program for esbuild build, with the .wasm files beside its scripts', async () => {
  const clean = await browserFolder();
  const [main] = blocks('esbuild', 'js');
  const [command] = blocks('esbuild', 'sh');
  writeFileSync(join(clean, 'main.js'), main!);
  const [npx, name, ...args] = command!.split(' ');
  expect([npx, name]).toEqual(['npx', 'esbuild']);
  const esbuild = createRequire(import.meta.url).resolve('esbuild/bin/esbuild');
  const { code, output } = await child(esbuild, args, clean);
  expect(code, output).toBe(0);
  requireFiles(join(clean, 'public/js'));
});

test('the program in CommonJS runs', async () => {
  const clean = await cleanFolder(['models', 'train'], ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu']);
  const [program] = blocks('CommonJS', 'js');
  writeFileSync(join(clean, 'program.cjs'), program!);
  const { code, output } = await child(execPath, ['program.cjs'], clean);
  expect(code, output).toBe(0);
  expect(output).toContain('loss:');
});
