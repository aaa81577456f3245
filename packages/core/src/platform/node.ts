import { access, constants, link, open, readFile, realpath, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { dirname, sep } from 'node:path';
import { describeCores } from './describeCores.ts';
import { keepListeners } from './listeners.ts';
import { makeFolder } from './makeFolder.ts';
import type { Platform } from './platform.ts';
import { removeOrphans, writeFileAtomically } from './writeFileAtomically.ts';

/** What a call comes to; undefined where there is no such file. */
const whereThere = async <T>(done: Promise<T>): Promise<T | undefined> => {
  try {
    return await done;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

const replace = async (path: string, content: string | Uint8Array): Promise<void> => {
  await makeFolder(dirname(path));
  await writeFileAtomically(path, content);
};

/** A file system without hard links has one name a file: there the file is read and written again. */
const linkAs = async (path: string, name: string): Promise<void> => {
  const target = await whereThere(realpath(path));
  if (target === undefined) return;
  await rm(name, { force: true });
  await link(target, name).catch(async () => writeFileAtomically(name, await readFile(target)));
};

const requireWritable = async (path: string): Promise<void> => {
  await makeFolder(dirname(path));
  const found = await whereThere(stat(path));
  if (found?.isDirectory()) throw new Error(`${path} is a folder`);
  await access(dirname(path), constants.W_OK | constants.X_OK);
  if (found !== undefined) await access(path, constants.W_OK);
  await removeOrphans(path);
};

const append = async (path: string, text: string): Promise<void> => {
  await makeFolder(dirname(path));
  const file = await open(path, 'a');
  try {
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
};

const packageFolder = (name: string, from: string): string | undefined => {
  try {
    return dirname(createRequire(from).resolve(`${name}/package.json`)) + sep;
  } catch {
    return undefined; // bundled into one file, or not installed
  }
};

export { threading } from './threadingNode.ts';

export const platform: Platform = {
  isNode: true,
  terminal: {
    get columns() {
      return process.stdout.isTTY && process.env.TERM !== 'dumb' ? process.stdout.columns || 80 : undefined;
    },
    write: (text) => {
      process.stdout.write(text);
    },
  },
  files: {
    read: (path) => whereThere(readFile(path, 'utf8')),
    readBytes: (path) => whereThere(readFile(path)),
    replace,
    requireWritable,
    append,
    linkAs,
    remove: (path) => rm(path, { force: true }),
  },
  isHidden: () => false,
  warn: (text) => process.emitWarning(text, { type: 'KindlingWarning' }),
  device: (threads) => describeCores(threads, availableParallelism(), cpus()[0]?.model),
  packageFolder,
  keepListeners,
};
