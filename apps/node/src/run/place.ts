import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { show } from '@kindling/core';
import { UsageError } from '../cli/command.ts';

/** What is wrong with a place, by the code of the system's error. */
const faults: Readonly<Record<string, string>> = {
  EEXIST: 'a file is in the way',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'the system lets nothing be made there',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'that disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'it is a link to itself',
};

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Does work on a run's folder; what the system refuses is told in words, with what to do. */
export const writing = async <T>(
  folder: string,
  work: () => Promise<T>,
  remedy = 'take another place, with --out',
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const fault = faults[codeOf(error)];
    if (fault === undefined) throw error;
    throw new UsageError(`train: ${show(folder)} cannot be written: ${fault} (${codeOf(error)}); ${remedy}`);
  }
};

/** The part of a path that is there. */
const nearest = async (path: string): Promise<string> => {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return nearest(dirname(path));
  }
};

/** Refuses a place for a run where nothing can be written, as far as that shows without writing. */
export const requireWritable = (out: string): Promise<void> =>
  writing(out, async () => {
    const there = await nearest(resolve(out));
    if (!(await stat(there)).isDirectory()) {
      throw Object.assign(new Error(there), { code: there === resolve(out) ? 'EEXIST' : 'ENOTDIR' });
    }
    await access(there, constants.W_OK);
  });
