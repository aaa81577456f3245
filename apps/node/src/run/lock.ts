import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isGone, processTag } from '@kindling/core/node';
import { UsageError } from '../cli/command.ts';
import { endingBySignal } from '../cli/interrupt.ts';
import { codeOf, writing } from './place.ts';

/** The file of it, in the folder of a run. */
const lockFile = 'run.lock';

/** Who has a lock, as its file says it. */
interface Holder {
  /** Of this one lock, so that two of the same process are told apart. */
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** What tells whether the process is gone. */
  readonly process: string;
}

const isHolder = (value: unknown): value is Holder => {
  const holder = Object(value) as Partial<Holder>;
  return /^[\w-]{1,64}$/.test(String(holder.id)) && Number.isInteger(holder.pid) && typeof holder.process === 'string';
};

/** 'nobody' where there is no lock, 'unreadable' for half a file: the one who writes it may not be done. */
const holderOf = (file: string): Holder | 'nobody' | 'unreadable' => {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isHolder(holder) ? holder : 'unreadable';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'nobody' : 'unreadable';
  }
};

/** A lock of one's own, where there is none. */
const create = (file: string): Holder | undefined => {
  const own: Holder = {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    process: processTag(),
  };
  let opened: number;
  try {
    opened = openSync(file, 'wx');
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
  try {
    writeSync(opened, `${JSON.stringify(own, undefined, 2)}\n`);
  } finally {
    closeSync(opened);
  }
  return own;
};

const isOf = (holder: ReturnType<typeof holderOf>, id: string): boolean =>
  typeof holder === 'object' ? holder.id === id : holder === id;

const milliseconds = 20;
/** So long may half a lock lie there before its writer counts as gone. */
const patience = 50;

/** Takes a lock, or tells which living process has it. */
const take = async (file: string): Promise<{ own: Holder } | { other: Holder }> => {
  for (let unreadable = 0; ; ) {
    const own = create(file);
    // Read again: whoever was stopped while writing may have been taken for gone.
    if (own !== undefined && isOf(holderOf(file), own.id)) return { own };
    const holder = holderOf(file);
    if (typeof holder === 'object' && !isGone(holder.process)) return { other: holder };
    if (holder === 'unreadable') unreadable += 1;
    if (typeof holder === 'object' || unreadable > patience) await removeStale(file, holder);
    else await wait(milliseconds);
  }
};

/**
 * Removes a lock whose process is gone. Of several who find it, one may: the one who has the lock on this lock's
 * removal. Who comes later finds another lock there, and leaves it.
 */
const removeStale = async (file: string, stale: Holder | 'nobody' | 'unreadable'): Promise<void> => {
  const id = typeof stale === 'object' ? stale.id : stale;
  const guard = `${file}.${id}`;
  const taken = await take(guard);
  if ('other' in taken) return wait(milliseconds);
  try {
    if (isOf(holderOf(file), id)) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
};

/** What processes left that were killed while they removed another's lock. */
const removeGuards = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${lockFile}.`)) continue;
    const holder = holderOf(join(folder, name));
    if (typeof holder === 'object' && isGone(holder.process)) rmSync(join(folder, name), { force: true });
  }
};

const refusal = (folder: string, file: string, { pid, host, since }: Holder): UsageError => {
  const who = `process ${pid} on ${host}, since ${since}`;
  const remedy = `wait until it ends, or end it; if it does not run any more, delete ${file}`;
  return new UsageError(`train: ${folder} is being trained by ${who}; ${remedy}`);
};

/**
 * Does work that no other process, and no other call, does in the same folder of a run meanwhile. The lock is a file
 * in it, `run.lock`, which goes at the end, also by Ctrl-C or another signal. One that a killed process left is taken
 * over.
 *
 * @throws UsageError that names the process that has the folder
 */
export const locked = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const file = join(folder, lockFile);
  const taken = await writing(folder, () => take(file), 'make it writable, or go on with a copy of it');
  if ('other' in taken) throw refusal(folder, file, taken.other);
  const release = (): void => {
    if (isOf(holderOf(file), taken.own.id)) rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    removeGuards(folder);
    return await endingBySignal(work);
  } finally {
    process.off('exit', release);
    release();
  }
};

/** @throws UsageError where a living process has the folder */
export const requireUnlocked = (folder: string): void => {
  const file = join(folder, lockFile);
  const holder = holderOf(file);
  if (typeof holder === 'object' && !isGone(holder.process)) throw refusal(folder, file, holder);
};
