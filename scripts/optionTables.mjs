// Writes the tables of options in the pages from the docs of the members, so that no page lacks one:
//   <!-- options: packages/train/src/trainer/trainer.ts FitOptions -->
//   <!-- /options -->
//   node scripts/optionTables.mjs            writes them
//   node scripts/optionTables.mjs --check    fails when one is stale, and names its page
// Of an interface named ...Options a row is an option, what it does, and its default, from "Default: x." in its doc.
// Of others it is a member and what it does.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { membersOf } from './optionTables/members.mjs';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const marker = /^<!-- options: (\S+) (\w+) -->\n[\s\S]*?^<!-- \/options -->$/gm;

/** A value of code, such as `'linear'` or `1e-7`, before a comma, a semicolon or the end. */
const value = /^('[^']*'|-?[\d.,]*\d(?:e-?\d+)?|true|false|\{.*?\})(?=[,;]? |$)/;

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|');

/**
 * @param {readonly import('./optionTables/members.mjs').Member[]} members
 * @param {boolean} areOptions whether they are given, and not asked
 */
const table = (members, areOptions) =>
  (areOptions
    ? [
        '| option | what it does | default |',
        '| --- | --- | --- |',
        ...members.map(
          ({ name, does, byDefault }) =>
            `| \`${name}\` | ${cell(does)} | ${byDefault === undefined ? 'required' : cell(byDefault.replace(value, '`$1`'))} |`,
        ),
      ]
    : [
        '| member | what it does |',
        '| --- | --- |',
        ...members.map(({ name, does }) => `| \`${name}\` | ${cell(does)} |`),
      ]
  ).join('\n');

/**
 * A page with its tables written anew.
 *
 * @param {string} text
 * @param {string} root
 */
export const withTables = (text, root) => {
  const open = text
    .split(/^<!-- options: /m)
    .slice(1)
    .find((rest) => !/^<!-- \/options -->$/m.test(rest));
  if (open !== undefined) throw new Error(`<!-- options: ${open.split('\n')[0]} has no <!-- /options --> below it`);
  return text.replaceAll(marker, (_whole, /** @type {string} */ path, /** @type {string} */ name) => {
    const rows = table(membersOf(root, path, name), /Options$/.test(name));
    return `<!-- options: ${path} ${name} -->\n${rows}\n<!-- /options -->`;
  });
};

/** The interfaces that a page has tables of, as `path name`. */
export const tablesOf = (/** @type {string} */ text) =>
  [...text.matchAll(marker)].map(([, path, name]) => `${path} ${name}`);

/** The pages that may hold tables, from the root. */
export const tablePages = () =>
  readdirSync(join(here, 'docs'), { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort();

/** @param {string} page */
export const isStale = (page) => {
  const text = readFileSync(join(here, page), 'utf8');
  return withTables(text, here) !== text;
};

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const isCheck = argv.includes('--check');
  const stale = tablePages().filter(isStale);
  for (const page of stale) {
    if (!isCheck) writeFileSync(join(here, page), withTables(readFileSync(join(here, page), 'utf8'), here));
    console.log(`${page} ${isCheck ? 'is stale: run `npm run options`' : 'written'}`);
  }
  if (isCheck && stale.length > 0) process.exitCode = 1;
}
