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

test.each(rows)('$name has the licence that the page says, a free one, and a reason', ({ name, licence, why }) => {
  expect(licenceOf(name)).toBe(licence);
  for (const part of licence.split(/ (?:OR|AND) /)) expect(part).toMatch(/^(MIT|Apache-2\.0|ISC|BSD-[23]-Clause)$/);
  expect(why.length).toBeGreaterThan(20);
});
