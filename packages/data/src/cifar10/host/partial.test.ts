import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { testFolder } from '../../../testing/folder.ts';
import { claimPartial, idlePartial } from './partial.ts';

const machine = hostname().replace(/[^\w-]/g, '');

test('every claim has a name of its own, beside the file to be', async () => {
  const target = join(await testFolder(), 'a.tar.gz');
  const claims = [await claimPartial(target), await claimPartial(target)];
  expect(new Set(claims).size).toBe(2);
  for (const claim of claims) expect(claim.startsWith(`${target}.`)).toBe(true);
});

test('of several claims at once one gets the beginning that waits', async () => {
  const folder = await testFolder();
  const target = join(folder, 'a.tar.gz');
  await writeFile(idlePartial(target), 'beginning');
  const claims = await Promise.all([1, 2, 3].map(() => claimPartial(target)));
  const [left, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  expect(claims).toContain(join(folder, left!));
  expect(await readFile(join(folder, left!), 'utf8')).toBe('beginning');
});

test('the beginning of a process that is gone is taken over, that of a living one or of another machine is not', async () => {
  const folder = await testFolder();
  const target = join(folder, 'a.tar.gz');
  const gone = spawnSync(execPath, ['-e', '']).pid;
  const kept = [
    `a.tar.gz.${machine}-${process.pid}-0-99.partial`,
    `a.tar.gz.elsewhere-${gone}-0-0.partial`,
    'b.partial',
  ];
  for (const name of kept) await writeFile(join(folder, name), 'theirs');
  await claimPartial(target);
  expect((await readdir(folder)).sort()).toEqual([...kept].sort());

  await writeFile(join(folder, `a.tar.gz.${machine}-${gone}-0-0.partial`), 'orphaned');
  const claim = await claimPartial(target);
  expect(await readFile(claim, 'utf8')).toBe('orphaned');
});
