import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './makeFolder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder is made with its whole path, and may be there, through a link too', async () => {
  const path = join(folder, 'a', 'b', 'c');
  await makeFolder(path);
  await makeFolder(path);
  await makeFolder('/');
  expect(await readdir(path)).toEqual([]);
  await symlink(join(folder, 'a'), join(folder, 'link'));
  await makeFolder(join(folder, 'link'));
  await makeFolder(join(folder, 'link', 'x'));
  expect((await readdir(join(folder, 'a'))).toSorted()).toEqual(['b', 'x']);
});

test('several at once make one', async () => {
  const path = join(folder, 'a', 'b', 'c');
  await Promise.all([1, 2, 3, 4].map(() => makeFolder(path)));
  expect(existsSync(path)).toBe(true);
});

test('a file in the way is refused', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(makeFolder(join(folder, 'file'))).rejects.toThrow('EEXIST');
  await expect(makeFolder(join(folder, 'file', 'a', 'b'))).rejects.toThrow(/ENOTDIR|ENOENT/);
});

test.runIf(existsSync('/proc/self'))(
  'where nothing can be made, that is said (skipped where there is no /proc)',
  async () => {
    await expect(makeFolder('/proc/x')).rejects.toThrow('ENOENT');
    await expect(makeFolder('/proc/x/y/z')).rejects.toThrow('ENOENT');
  },
);
