import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { isStale } from './prepack.mjs';

let folder: string;

/** Writes a file that changed at a second of 1970. */
const write = (path: string, second: number, text = '') => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  for (const changed of [path, dirname(path)]) utimesSync(join(folder, changed), second, second);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kindling-prepack-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write('src/index.ts', 10);
  write('src/platform/node.ts', 10);
  write('dist/index.js', 20);
  write('dist/platform/node.js', 20);
  const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
  const imports = { '#platform': { node: './dist/platform/node.js' } };
  write('package.json', 10, JSON.stringify({ exports, imports }));
});

test('what was built after its sources is fresh', () => {
  expect(isStale(folder)).toBe(false);
});

test.each([
  ['a source changed', () => write('src/platform/node.ts', 30)],
  ['a source was taken away', () => utimesSync(join(folder, 'src/platform'), 30, 30)],
  ['a file is missing', () => rmSync(join(folder, 'dist/platform/node.js'))],
  ['nothing was built', () => rmSync(join(folder, 'dist'), { recursive: true })],
])('where %s, it is stale', (_what, change) => {
  change();
  expect(isStale(folder)).toBe(true);
});

test('a test that changed makes nothing stale', () => {
  write('src/platform/node.test.ts', 30);
  utimesSync(join(folder, 'src/platform'), 10, 10);
  expect(isStale(folder)).toBe(false);
});
