// internal: what a storage remembers of the sweep that it holds
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Sweep } from './readSweep.ts';

/** What must stay: by it the trials were drawn. The rest may change from one sitting to the next. */
const lasting = ['space', 'metric', 'mode', 'trials', 'scheduler', 'seed'] as const;

/**
 * Begins a sweep in its storage, or finds there the one that is to go on.
 *
 * @throws Error where the storage holds one that was not asked for, holds none, or holds another
 */
export const keepRecord = (sweep: Sweep, restore: boolean): void => {
  const path = join(sweep.storage, 'sweep.json');
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Sweep) : undefined;
  if (restore && kept === undefined) throw new Error(`--restore: ${sweep.storage} holds no sweep; leave --restore out`);
  if (!restore && kept !== undefined)
    throw new Error(`${sweep.storage} holds a sweep; go on with it by --restore, or name another storage`);
  const changed = kept && lasting.find((key) => !isDeepStrictEqual(kept[key], sweep[key]));
  if (changed !== undefined)
    throw new Error(`--restore: sweep.json has another ${changed} than the sweep in ${sweep.storage}`);
  mkdirSync(sweep.storage, { recursive: true });
  if (kept === undefined) writeFileSync(path, `${JSON.stringify(sweep, undefined, 2)}\n`);
};
