import { appendFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { dirname, sep } from 'node:path';
import { describeCores } from './describeCores.ts';
import { keepListeners } from './listeners.ts';
import { makeFolder } from './makeFolder.ts';
import type { Platform } from './platform.ts';
import { writeFileAtomically } from './writeFileAtomically.ts';

const read = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

const replace = async (path: string, content: string | Uint8Array): Promise<void> => {
  await makeFolder(dirname(path));
  await writeFileAtomically(path, content);
};

const append = async (path: string, text: string): Promise<void> => {
  await makeFolder(dirname(path));
  await appendFile(path, text);
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
  files: { read, replace, append },
  warn: (text) => process.emitWarning(text, { type: 'KindlingWarning' }),
  device: (threads) => describeCores(threads, availableParallelism(), cpus()[0]?.model),
  packageFolder,
  keepListeners,
};
