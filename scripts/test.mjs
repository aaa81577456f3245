// `npm test [-- phase ...]`: everything that must hold, phase after phase; a later phase runs even where an earlier
// one failed. Prints one line a phase, what failed in full, then the counts per package and the total.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.mjs';
import { closingLine, count, isGreen } from './test/checks.mjs';
import { declared } from './test/declared.mjs';
import { runPhases, seconds } from './test/phases.mjs';
import { verdict } from './test/tool.mjs';
import { turbo } from './test/turbo.mjs';
import { types } from './test/types.mjs';
import { vitest } from './test/vitest.mjs';

/** @type {Record<string, import('./test/phases.mjs').Phase>} */
const phases = {
  // One thread computes types for as long as lint, knip and the first tests take.
  types: { what: 'types of every workspace', run: () => types(), beside: true },
  lint: { what: 'format and lint', run: () => verdict('biome', ['ci', '--colors=off', '.']) },
  knip: { what: 'no dead code, no dependency unnamed or unused', run: () => verdict('knip', []) },
  tests: { what: 'unit, golden and docs tests, from the sources', run: () => vitest(['!tests/tarballs']) },
  build: { what: 'JavaScript', run: () => turbo(['build']) },
  declarations: { what: 'declarations of every package', run: declared },
  tarballs: { what: 'the packages as published', run: () => vitest(['tests/tarballs'], 'tarballs') },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in phases));
if (unknown.length > 0) {
  console.error(`test: unknown phase "${unknown[0]}"; known: ${Object.keys(phases).join(', ')}`);
  process.exit(1);
}

const start = performance.now();
const wanted = Object.entries(phases).filter(([name]) => asked.length === 0 || asked.includes(name));
const checks = await runPhases(Object.fromEntries(wanted));

console.log();
for (const owner of [...new Set(checks.map((check) => check.owner))].sort()) {
  console.log(`${owner.padEnd(24)} ${closingLine(count(checks.filter((check) => check.owner === owner)))}`);
}
const total = count(checks);
console.log(`${'total'.padEnd(24)} ${closingLine(total)} in ${seconds(start)}`);
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(join(root, '.cache/test-counts.json'), JSON.stringify(total));
process.exitCode = isGreen(total) ? 0 : 1;
