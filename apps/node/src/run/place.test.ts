import { existsSync, mkdirSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../cli/command.ts';
import { temporaryFolder } from '../testing/session.ts';
import { makeFolder } from './files.ts';
import { requireWritable, writing } from './place.ts';

const coded = (code: string): Error => Object.assign(new Error(code), { code });

test('a place that is there, or can be made, is none to refuse', async () => {
  const folder = await temporaryFolder();
  await requireWritable(folder);
  await requireWritable(join(folder, 'a', 'b'));
});

test('a file in the way is told before anything is made', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  const failing = requireWritable(file);
  await expect(failing).rejects.toThrow(UsageError);
  await expect(failing).rejects.toThrow(
    `train: ${JSON.stringify(file)} cannot be written: a file is in the way (EEXIST); take another place, with --out`,
  );
  await expect(requireWritable(join(file, 'a'))).rejects.toThrow('a part of its path is a file (ENOTDIR)');
});

test.runIf(process.platform !== 'win32')(
  'so is a link to itself (skipped on Windows, where links need rights)',
  async () => {
    const link = join(await temporaryFolder(), 'link');
    await symlink(link, link);
    await expect(requireWritable(link)).rejects.toThrow('it is a link to itself (ELOOP)');
  },
);

test.runIf(existsSync('/proc/self'))(
  'a folder that takes nothing new is refused, and not waited for (skipped where there is no /proc)',
  async () => {
    await expect(makeFolder('/proc/x', 'shapes')).rejects.toThrow(
      'train: "/proc/x" cannot be written: the system lets nothing be made there (ENOENT); take another place, with --out',
    );
  },
);

test.runIf(process.getuid !== undefined && process.getuid() !== 0)(
  'and one that others may write in (skipped for root, who may write anywhere)',
  async () => {
    const folder = await temporaryFolder();
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    await expect(requireWritable(join(closed, 'run'))).rejects.toThrow('you may not write there (EACCES)');
  },
);

test.each([
  ['EACCES', 'you may not write there'],
  ['EROFS', 'that disk can only be read'],
  ['ENOSPC', 'the disk is full'],
])('%s is told in words, with the remedy', async (code, words) => {
  await expect(writing('runs', () => Promise.reject(coded(code)), 'wait')).rejects.toThrow(
    `train: "runs" cannot be written: ${words} (${code}); wait`,
  );
});

test('another error stays what it is', async () => {
  await expect(writing('runs', () => Promise.reject(coded('EOTHER')))).rejects.toThrow(/^EOTHER$/);
});
