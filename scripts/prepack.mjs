// `prepack` of every package: what is missing in its dist/, or older than its sources, is built before it is packed.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { argv, cwd } from 'node:process';
import { pathToFileURL } from 'node:url';
import { build, root } from './build.mjs';
import { declarations } from './declarations.mjs';

/** @param {string} path */
const changedAt = (path) => statSync(path).mtimeMs;

/**
 * The files of JavaScript that a package's manifest promises, as paths from the package.
 *
 * @param {unknown} value of `exports` and `imports`
 * @returns {string[]}
 */
export const promised = (value) => {
  if (typeof value === 'string') return /^\.\/dist\/.*\.js$/.test(value) ? [value] : [];
  return value instanceof Object ? Object.values(value).flatMap(promised) : [];
};

/**
 * Whether some of a package's JavaScript is missing, or older than a source, a folder of sources or the manifest.
 *
 * @param {string} folder
 */
export const isStale = (folder) => {
  const { exports, imports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const built = promised({ exports, imports }).map((path) => join(folder, path));
  if (!built.every((path) => existsSync(path))) return true;
  const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => join(folder, 'src', path));
  const newest = Math.max(...[join(folder, 'package.json'), ...sources].map(changedAt));
  return Math.min(...built.map(changedAt)) < newest;
};

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const folder = relative(root, cwd()).split(sep).join('/');
  if (isStale(cwd())) await build(`./${folder}`);
  const { wrong, log } = await declarations();
  if (wrong.has(folder)) throw new Error(`declarations of ${folder} cannot be written:\n${log}`);
}
