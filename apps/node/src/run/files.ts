import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder as makePath } from '@kindling/core/node';
import { invocation, UsageError } from '../cli/command.ts';
import { shellLine } from '../cli/flags.ts';
import { requireUnlocked } from './lock.ts';
import { codeOf, writing } from './place.ts';

/** What a run leaves. */
export const files = {
  model: 'model.safetensors',
  checkpoint: 'checkpoint.safetensors',
  history: 'history.csv',
  report: 'report.txt',
  predictions: 'predictions.png',
  loss: 'loss.png',
  confusion: 'confusion.png',
  weights: 'weights.png',
  record: 'run.json',
} as const;

/** A new folder under `runs`: `runs/shapes-1`, `runs/shapes-2`, ... */
const nextFolder = async (name: string): Promise<string> => {
  await makePath('runs');
  for (let number = 1; ; number++) {
    const folder = join('runs', `${name}-${number}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
};

/** Refuses a folder that holds a run, before anything long begins. */
export const requireNoRun = async (folder: string): Promise<void> => {
  requireUnlocked(folder);
  await requireNoRecord(folder);
};

/** Refuses a folder that holds a run, whoever has it. */
export const requireNoRecord = async (folder: string): Promise<void> => {
  try {
    await access(join(folder, files.record));
  } catch {
    return;
  }
  throw new UsageError(
    `train: ${folder} holds a run already; take another --out, or go on with it: ${invocation} ${shellLine(['train', '--resume', folder])}`,
  );
};

/** The folder of a new run: the given one, or the next free one under `runs`. */
export const makeFolder = async (out: string | undefined, name: string): Promise<string> => {
  if (out === undefined) return writing('runs', () => nextFolder(name));
  await writing(out, () => makePath(out));
  return out;
};
