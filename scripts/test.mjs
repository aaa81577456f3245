// `npm test [-- phase ...]`: everything that must hold, phase after phase; a later phase runs even where an earlier
// one failed. Prints one line a phase, what failed in full, then the counts per package and the total.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.mjs';
import { closingLine, count, isGreen } from './test/checks.mjs';
import { verdict } from './test/tool.mjs';
import { turbo } from './test/turbo.mjs';
import { types } from './test/types.mjs';
import { vitest } from './test/vitest.mjs';

/** @type {Record<string, { what: string, run: () => Promise<import('./test/checks.mjs').Outcome> }>} */
const phases = {
  lint: { what: 'format and lint', run: () => verdict('biome', ['ci', '--colors=off', '.']) },
  knip: { what: 'no dead code, no dependency unnamed or unused', run: () => verdict('knip', []) },
  types: { what: 'types of every workspace', run: types },
  tests: { what: 'unit, golden and docs tests, from the sources', run: () => vitest(['!tests/tarballs']) },
  build: { what: 'JavaScript and declarations', run: () => turbo(['build', 'types']) },
  tarballs: { what: 'the packages as published', run: () => vitest(['tests/tarballs']) },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in phases));
if (unknown.length > 0) {
  console.error(`test: unknown phase "${unknown[0]}"; known: ${Object.keys(phases).join(', ')}`);
  process.exit(1);
}

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const start = performance.now();
/** @type {import('./test/checks.mjs').Check[]} */
const checks = [];
for (const [name, { what, run }] of Object.entries(phases)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const phaseStart = performance.now();
  process.stdout.write(`${name.padEnd(9)} ${what.padEnd(47)} `);
  const outcome = await run();
  checks.push(...outcome.checks);
  const counts = count(outcome.checks);
  console.log(`${closingLine(counts)} in ${seconds(phaseStart)}`);
  if (counts.failed > 0) console.log(`\n${outcome.log.trim()}\n`);
}

console.log();
for (const owner of [...new Set(checks.map((check) => check.owner))].sort()) {
  console.log(`${owner.padEnd(24)} ${closingLine(count(checks.filter((check) => check.owner === owner)))}`);
}
const total = count(checks);
console.log(`${'total'.padEnd(24)} ${closingLine(total)} in ${seconds(start)}`);
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(join(root, '.cache/test-counts.json'), JSON.stringify(total));
process.exitCode = isGreen(total) ? 0 : 1;
