// `npm run check [package ...]`: lint, types and tests of the packages that are named, by folder: `data`, `tests/kit`.
// Without a name, of those in which something differs from main.

import { root } from './build.mjs';
import { changes } from './check/changes.mjs';
import { changedFolders, folderOf } from './check/folders.mjs';
import { closingLine, count, isGreen } from './test/checks.mjs';
import { runPhases, seconds } from './test/phases.mjs';
import { verdict } from './test/tool.mjs';
import { typedFolders, types } from './test/types.mjs';
import { vitest } from './test/vitest.mjs';

const start = performance.now();

/** @returns {string[]} */
const asked = () => {
  const names = process.argv.slice(2);
  const known = typedFolders();
  return names.length > 0
    ? [...new Set(names.map((name) => folderOf(name, known)))]
    : changedFolders(changes(root), known);
};

/** @param {readonly string[]} folders */
const check = async (folders) => {
  console.log(folders.join(', '));
  const checks = await runPhases({
    types: { what: 'types', run: () => types(folders), beside: true },
    lint: { what: 'format and lint', run: () => verdict('biome', ['check', '--colors=off', ...folders]) },
    tests: { what: 'tests, from the sources', run: () => vitest(folders, 'check') },
  });
  const total = count(checks);
  console.log(`${'total'.padEnd(60)} ${closingLine(total)} in ${seconds(start)}`);
  process.exitCode = isGreen(total) ? 0 : 1;
};

try {
  const folders = asked();
  if (folders.length === 0) console.log('check: no package differs from main');
  else await check(folders);
} catch (error) {
  console.error(`check: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
