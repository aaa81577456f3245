import { spawnSync } from 'node:child_process';
import { link, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execPath } from 'node:process';
import { processTag } from '@kindling/core/node';
import { expect, test } from 'vitest';
import { testFolder } from '../../../testing/folder.ts';
import { claimPartial, idlePartial, openPartial, removeUnclaimed } from './partial.ts';

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

const [machine] = processTag().split('-');
const gone = spawnSync(execPath, ['-e', '']).pid;
const ofGone = (claim: number) => `a.tar.gz.${machine}-${gone}-0-0-${claim}.partial`;

test('the beginning of a process that is gone is taken over, that of a living one or of another machine is not', async () => {
  const folder = await testFolder();
  const target = join(folder, 'a.tar.gz');
  const kept = [
    `a.tar.gz.${processTag()}-0-99.partial`,
    `a.tar.gz.00000000-${gone}-0-0-0.partial`,
    'a.tar.gz.mine.partial',
    'b.partial',
  ];
  for (const name of kept) await writeFile(join(folder, name), 'theirs');
  await claimPartial(target);
  expect((await readdir(folder)).sort()).toEqual([...kept].sort());

  await writeFile(join(folder, ofGone(0)), 'orphaned');
  const claim = await claimPartial(target);
  expect(await readFile(claim, 'utf8')).toBe('orphaned');
});

test('of several beginnings that nobody has the longest is gone on with, and the others go', async () => {
  const folder = await testFolder();
  const target = join(folder, 'a.tar.gz');
  await writeFile(idlePartial(target), 'ab');
  await writeFile(join(folder, ofGone(0)), 'abc');
  await writeFile(join(folder, ofGone(1)), 'a');
  const claim = await claimPartial(target);
  expect(await readFile(claim, 'utf8')).toBe('abc');
  expect(await readdir(folder)).toEqual([basename(claim)]);
  await writeFile(join(folder, ofGone(2)), 'a');
  await removeUnclaimed(target);
  expect(await readdir(folder)).toEqual([basename(claim)]);
});

test.runIf(process.platform !== 'win32')('links that somebody has put there are removed, not followed', async () => {
  const folder = await testFolder();
  const target = join(folder, 'a.tar.gz');
  const victim = join(await testFolder(), 'victim');
  await writeFile(victim, 'precious');
  for (const make of [symlink, link]) {
    await make(victim, idlePartial(target));
    const claim = await claimPartial(target);
    expect(await readdir(folder)).toEqual([]);
    await make(victim, claim);
    const file = await openPartial(claim);
    await file.appendFile('bytes');
    await file.close();
    expect([await readFile(claim, 'utf8'), await readFile(victim, 'utf8')]).toEqual(['bytes', 'precious']);
    await rm(claim);
  }
});

test('what is claimed is opened at its end, and read from its beginning', async () => {
  const claim = await claimPartial(join(await testFolder(), 'a.tar.gz'));
  for (const text of ['begin', 'ning']) {
    const file = await openPartial(claim);
    await file.appendFile(text);
    await file.close();
  }
  const file = await openPartial(claim);
  expect(await file.readFile('utf8')).toBe('beginning');
  await file.close();
});
