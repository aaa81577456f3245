// internal: for Node alone, exported by node.ts
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const make = async (path: string): Promise<void> => {
  try {
    await mkdir(path);
  } catch (error) {
    // Roots of drives and mounts that can only be read give other codes than EEXIST.
    if (await isFolder(path)) return;
    const parent = dirname(path);
    if (codeOf(error) !== 'ENOENT' || parent === path) throw error;
    // Another process may have made it since.
    if (!(await isFolder(parent))) await make(parent);
    await mkdir(path).catch(async (again) => {
      if (!(await isFolder(path))) throw again;
    });
  }
};

/**
 * Makes a folder with its whole path, one after the other. Node's own recursive `mkdir` never ends where a folder says
 * "no such file" of what is made in it, as `/proc` does.
 */
export const makeFolder = (path: string): Promise<void> => make(resolve(path));
