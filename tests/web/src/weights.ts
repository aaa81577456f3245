import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

/** What a script loads at once: imports that are not in parentheses. */
const atOnce = /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;
/** And what it loads later. */
const ever = /(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

/** A script of assets/, and all that it loads. */
const withImports = (folder: string, entry: string, imports = atOnce): readonly string[] => {
  const found = new Set([entry]);
  for (const file of found) {
    for (const [, each] of read(folder, `assets/${file}`).matchAll(imports)) found.add(each!);
  }
  return [...found];
};

export interface Weighed {
  readonly file: string;
  /** After gzip, as most hosts send it. */
  readonly bytes: number;
}

const weigh = (folder: string, files: readonly string[]): readonly Weighed[] =>
  files
    .map((file) => ({ file, bytes: gzipSync(readFileSync(join(folder, 'assets', file)), { level: 9 }).length }))
    .sort((a, b) => b.bytes - a.bytes);

/** What the parts of a built site weigh that a visitor waits for; `later` is what the page loads when it is there. */
export const weights = (
  folder: string,
): Readonly<Record<'page' | 'later' | 'styles' | 'worker', readonly Weighed[]>> => {
  const page = read(folder, 'index.html');
  const assets = readdirSync(join(folder, 'assets'));
  const loaded = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)].map(([, file]) => basename(file!));
  const entries = loaded.filter((file) => file.endsWith('.js'));
  const scripts = new Set(entries.flatMap((file) => withImports(folder, file)));
  const later = entries.flatMap((file) => withImports(folder, file, ever)).filter((file) => !scripts.has(file));
  const worker = assets.find((file) => /^worker-[^/]*\.js$/.test(file));
  if (scripts.size === 0 || worker === undefined) throw new Error(`no page or no worker among ${assets.join(', ')}`);
  return {
    page: weigh(folder, [...scripts]),
    later: weigh(folder, [...new Set(later)]),
    styles: weigh(
      folder,
      loaded.filter((file) => file.endsWith('.css')),
    ),
    worker: weigh(folder, withImports(folder, worker)),
  };
};

export const total = (files: readonly Weighed[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(7)} KiB`;

/** A line a file, the heaviest first, then the sum. */
export const table = (name: string, files: readonly Weighed[], budget: number): string =>
  [
    ...files.map(({ file, bytes }) => `${kib(bytes)}  ${file}`),
    `${kib(total(files))}  ${name}, of ${budget} KiB after gzip`,
  ].join('\n');
