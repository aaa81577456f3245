import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/session.ts';
import { makeFolder, requireNoRun } from './files.ts';

test('new runs count up, also when several begin at once', async () => {
  const folder = await temporaryFolder();
  const here = process.cwd();
  process.chdir(folder);
  try {
    expect(await makeFolder(undefined, 'shapes')).toBe(join('runs', 'shapes-1'));
    const both = await Promise.all([makeFolder(undefined, 'shapes'), makeFolder(undefined, 'shapes')]);
    expect(both.toSorted()).toEqual([join('runs', 'shapes-2'), join('runs', 'shapes-3')]);
    expect(await makeFolder(undefined, 'cifar10')).toBe(join('runs', 'cifar10-1'));
  } finally {
    process.chdir(here);
  }
});

test('a folder that is given is made, with its whole path', async () => {
  const out = join(await temporaryFolder(), 'a', 'b');
  expect(await makeFolder(out, 'shapes')).toBe(out);
  expect(await readdir(out)).toEqual([]);
});

test('a folder that holds a run is refused, with both remedies', async () => {
  const folder = await temporaryFolder();
  await requireNoRun(folder);
  await requireNoRun(join(folder, 'nowhere'));
  await writeFile(join(folder, 'run.json'), '');
  await expect(requireNoRun(folder)).rejects.toThrow(/take another --out, or go on with it: .*--resume/);
});
