import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { invocation, UsageError } from '../cli/command.ts';

/** What a run leaves. */
export const files = {
  model: 'model.safetensors',
  history: 'history.csv',
  report: 'report.txt',
  predictions: 'predictions.png',
  loss: 'loss.png',
  confusion: 'confusion.png',
  weights: 'weights.png',
  record: 'run.json',
} as const;

/** Replaces a file whole or not at all, also when the process is stopped in between. */
export const replaceFile = async (path: string, content: string | Uint8Array): Promise<void> => {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
};

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** A new folder of one's own: `runs/shapes-1`, `runs/shapes-2`, ... */
const nextFolder = async (name: string): Promise<string> => {
  await mkdir('runs', { recursive: true });
  for (let number = 1; ; number++) {
    const folder = join('runs', `${name}-${number}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!isThere(error)) throw error;
    }
  }
};

/** Refuses a folder that holds a run, before anything long begins. */
export const requireNoRun = async (folder: string): Promise<void> => {
  try {
    await access(join(folder, files.record));
  } catch {
    return;
  }
  throw new UsageError(
    `train: ${folder} holds a run already; take another --out, or go on with it: ${invocation} train --resume ${folder}`,
  );
};

/** The folder of a new run: the one asked for, or the next free one under `runs`. */
export const makeFolder = async (out: string | undefined, name: string): Promise<string> => {
  if (out === undefined) return nextFolder(name);
  await mkdir(out, { recursive: true });
  return out;
};
