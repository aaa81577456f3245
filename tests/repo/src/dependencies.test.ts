import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalog, read, root, workspaces } from './workspace.ts';

/** The page's table: `| name | licence | why |`. */
const rows = [...read('docs/decisions/0002-dependencies.md').matchAll(/^\| `([^`]+)` \| ([^|]+) \| (.+) \|$/gm)].map(
  ([, name, licence, why]) => ({ name: name!, licence: licence!.trim(), why: why!.trim() }),
);

/** The licence that an installed package declares, wherever it is installed. */
const licenceOf = (name: string): string | undefined => {
  const paths = Object.keys(workspaces).map((folder) => join(root, folder, 'node_modules', name, 'package.json'));
  const path = paths.find((candidate) => existsSync(candidate));
  return path === undefined ? undefined : JSON.parse(readFileSync(path, 'utf8')).license;
};

test('the page on dependencies names each of the catalog once, and nothing else', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(catalog).sort());
});

const free = /^(MIT|Apache-2\.0|ISC|BSD-[23]-Clause)$/;
/** Asks to publish changes of its own files: nothing that ships has it. */
const freeInTests = /^MPL-2\.0$/;

/** Whether tests alone name a package. */
const isOfTests = (name: string): boolean =>
  Object.entries(workspaces).every(
    ([folder, { dependencies, devDependencies, peerDependencies }]) =>
      folder.startsWith('tests/') ||
      [dependencies, devDependencies, peerDependencies].every((named) => named?.[name] === undefined),
  );

test.each(rows)('$name has the licence that the page says, a free one, and a reason', ({ name, licence, why }) => {
  expect(licenceOf(name)).toBe(licence);
  for (const part of licence.split(/ (?:OR|AND) /)) {
    if (isOfTests(name) && freeInTests.test(part)) continue;
    expect(part).toMatch(free);
  }
  expect(why.length).toBeGreaterThan(20);
});
