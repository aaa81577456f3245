import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { barrel, barrelFolders, exportsOf, isStale } from './barrels.mjs';

/** A package's src/ with these files in it. */
const sources = (files: Readonly<Record<string, string>>): string => {
  const src = mkdtempSync(join(tmpdir(), 'kindling-barrel-'));
  onTestFinished(() => rmSync(src, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(src, path)), { recursive: true });
    writeFileSync(join(src, path), text);
  }
  return src;
};

test.each(barrelFolders().map((src) => [basename(dirname(src)), src]))('the barrel of %s is fresh', (_name, src) => {
  expect(isStale(src), 'stale: run `npm run barrels`').toBe(false);
});

test('a barrel names what public files export, values and types, by path', () => {
  const src = sources({
    'layers/dense.ts': 'export type DenseConfig = { units: number };\nexport const dense = 1;\nconst hidden = 2;\n',
    'a.ts': 'export function f() {}\nexport interface Shape {}\nexport class K {}\n',
    'a.test.ts': 'export const fromTest = 1;\n',
    'node.ts': 'export const fromNode = 1;\n',
    'platform/node.ts': 'export const fromPlatform = 1;\n',
    'shared.ts': '// internal: shared by layers\nexport const fromInternal = 1;\n',
  });
  expect(barrel(src).split('\n').slice(1)).toEqual([
    "export { f, K, type Shape } from './a.ts';",
    "export { type DenseConfig, dense } from './layers/dense.ts';",
    '',
  ]);
});

test('a barrel is stale as soon as an export comes or goes, and fresh when written again', () => {
  const src = sources({ 'a.ts': 'export const a = 1;\n' });
  expect(isStale(src)).toBe(true);
  writeFileSync(join(src, 'index.ts'), barrel(src));
  expect(isStale(src)).toBe(false);
  writeFileSync(join(src, 'b.ts'), 'export const b = 1;\n');
  expect(isStale(src)).toBe(true);
});

test('a package without a public file has an empty barrel', () => {
  expect(barrel(sources({})).split('\n').slice(1)).toEqual(['export {};', '']);
});

test('two files that export one name are refused, both named', () => {
  const src = sources({ 'a.ts': 'export const x = 1;\n', 'b.ts': 'export const x = 2;\n' });
  expect(() => barrel(src)).toThrow(/both a\.ts and b\.ts export "x"/);
});

test('every form of a named export is seen', () => {
  const text = `
    export const one = 1, { two, three: [four] } = five;
    export async function six() {}
    export { seven, eight as nine, type Ten } from './x.ts';
    export type { Eleven } from './x.ts';
    export const Twelve = 1;
    export type Twelve = 1;
  `;
  const found = exportsOf('x.ts', text);
  expect(found.filter(({ isType }) => !isType).map(({ name }) => name)).toEqual([
    'Twelve',
    'four',
    'nine',
    'one',
    'seven',
    'six',
    'two',
  ]);
  expect(found.filter(({ isType }) => isType).map(({ name }) => name)).toEqual(['Eleven', 'Ten']);
});

test('what would hide a name is refused', () => {
  expect(() => exportsOf('x.ts', "export * from './y.ts';")).toThrow('x.ts: "export *" hides what is exported');
  expect(() => exportsOf('x.ts', 'export default 3;')).toThrow('x.ts: a default export has no name');
});
