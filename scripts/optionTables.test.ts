import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isStale, tablePages, tablesOf, withTables } from './optionTables.mjs';

const root = join(import.meta.dirname, '..');
const marked = (path: string, name: string): string => `<!-- options: ${path} ${name} -->\n<!-- /options -->`;

/** The lines between the markers of a page, of an interface in `a.ts`, beside the files given. */
const rows = (name: string, files: Readonly<Record<string, string>>): readonly string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-options-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return withTables(marked('a.ts', name), folder).split('\n').slice(3, -1);
};

test.each(tablePages().map((page) => [page]))('the tables of options in %s are fresh', (page) => {
  expect(isStale(page), 'stale: run `npm run options`').toBe(false);
});

/** The interfaces of options that people can import, as `path name`; `core` is for those who write packages. */
const published = readdirSync(join(root, 'packages')).flatMap((name) => {
  if (name === 'core') return [];
  const src = `packages/${name}/src`;
  const barrels = ['index.ts', 'node.ts'].map((file) => join(root, src, file)).filter((file) => existsSync(file));
  const exported = barrels.map((file) => readFileSync(file, 'utf8')).join('\n');
  return readdirSync(join(root, src), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => `${src}/${path.replaceAll('\\', '/')}`)
    .flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/^export (?:interface|type) (\w+Options)\b/gm)]
        .filter(([, found]) => new RegExp(`\\b${found}\\b`).test(exported))
        .map(([, found]) => `${path} ${found}`),
    );
});

test('every published interface of options has a table in a page', () => {
  const shown = tablePages().flatMap((page) => tablesOf(readFileSync(join(root, page), 'utf8')));
  // One table stands for `precision`, `recall` and `f1`.
  const same = ['f1.ts F1Options', 'recall.ts RecallOptions'].map(
    (options) => `packages/metrics/src/metrics/${options}`,
  );
  expect(published.length).toBeGreaterThan(50);
  expect(published.filter((options) => !shown.includes(options))).toEqual(same);
});

test('an option has a row: what it does, and its default, where it has one', () => {
  const text = `
    export interface FitOptions {
      /** How many, | or none. Required. */
      units: number;
      /** Whether it is done.
       * Default: true. Seldom false. */
      readonly done?: boolean | undefined;
      /** How fast. Default: 1e-3, as in Keras. @see elsewhere */
      rate?: number;
      /** Who is told. Default: nobody is. */
      told?: () => void;
    }`;
  expect(rows('FitOptions', { 'a.ts': text })).toEqual([
    '| `units` | How many, \\| or none. | required |',
    '| `done` | Whether it is done. Seldom false. | `true` |',
    '| `rate` | How fast. | `1e-3`, as in Keras |',
    '| `told` | Who is told. | nobody is |',
  ]);
});

test('inherited options come after its own, from other files too, and an alias is what it stands for', () => {
  const a = `
    import type { Base as Other } from './b.ts';
    export interface MyOptions extends Other, Mine {
      /** Own. Default: 1. */
      x?: number;
    }
    interface Mine {
      /** Mine. Required. */
      z: number;
    }
    export type SameOptions = MyOptions;`;
  const b = 'export interface Base {\n/** Of b. */\nx: number;\n/** Why. */\ny: number; }';
  const expected = ['| `x` | Own. | `1` |', '| `y` | Why. | required |', '| `z` | Mine. | required |'];
  expect(rows('MyOptions', { 'a.ts': a, 'b.ts': b })).toEqual(expected);
  expect(rows('SameOptions', { 'a.ts': a, 'b.ts': b })).toEqual(expected);
});

test('what is no set of options shows members and methods', () => {
  const text =
    'export interface Trainer {\n/** Of all. */\nseed: number;\n/** Trains. */\nfit(data: X, options?: Y): void }';
  expect(rows('Trainer', { 'a.ts': text })).toEqual(['| `seed` | Of all. |', '| `fit(data, options?)` | Trains. |']);
});

test.each([
  ['x?: number', 'a.ts: XOptions.x has no doc'],
  ['/** Much. */ x?: number', 'XOptions.x does not say its default'],
  ['/** Much. Default: 1. */ x: number', 'XOptions.x must be given, and has a default'],
  ['/** Default: 1. */ x?: number', 'XOptions.x does not say what it does'],
])('a member without what a reader needs is refused: %s', (member, message) => {
  expect(() => rows('XOptions', { 'a.ts': `export interface XOptions {\n${member}\n}` })).toThrow(message);
});

test('a marker that leads nowhere, or never ends, is refused', () => {
  expect(() => withTables(marked('none.ts', 'X'), root)).toThrow('none.ts is not there');
  expect(() => withTables(marked('scripts/optionTables.test.ts', 'X'), root)).toThrow('there is no interface "X"');
  expect(() => withTables('<!-- options: a.ts X -->\n', root)).toThrow('a.ts X --> has no <!-- /options -->');
});
