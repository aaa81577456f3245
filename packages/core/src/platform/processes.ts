// internal: for Node alone, exported by node.ts
// Whether the process that left a file is gone, also where its number was given to another one since
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8);

/** What a system tells, or nothing where it does not. */
const told = (ask: () => string): string => {
  try {
    return ask().trim();
  } catch {
    return '';
  }
};

let machine: string | undefined;

/** Where process numbers mean the same: this machine, and of its containers this one. */
const ownMachine = (): string => {
  machine ??= digest(
    hostname(),
    told(() => readFileSync('/etc/machine-id', 'utf8')),
    told(() => readlinkSync('/proc/self/ns/pid')),
  );
  return machine;
};

const fromStat = (pid: number): string =>
  told(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold anything. The state comes after it; the start, in ticks since boot, is field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return 'ended';
    return digest(readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'), fields[19]!);
  });

const fromPs = (pid: number): string =>
  told(() => {
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env }).trim();
    return started === '' ? '' : digest(started);
  });

/** When a process began, as a text that no other process of this number had; empty where the system does not tell. */
const birthOf = (pid: number): string => {
  if (process.platform === 'win32') return '';
  return process.platform === 'linux' ? fromStat(pid) : fromPs(pid);
};

let tag: string | undefined;

/** This process, as a text for file names and locks: `machine-number-birth`. */
export const processTag = (): string => {
  tag ??= `${ownMachine()}-${process.pid}-${birthOf(process.pid) || '0'}`;
  return tag;
};

/** What matches a {@link processTag}. */
export const tagPattern = '[0-9a-f]{8}-\\d+-(?:[0-9a-f]{8}|0)';

/** Signal 0 reaches a process without doing anything to it. */
const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};

/**
 * Whether the process of a {@link processTag} is known to have ended: by its number, and by when it began, after a
 * reboot too. One of another machine is never known to have.
 */
export const isGone = (owner: string): boolean => {
  const [where, number, birth] = owner.split('-');
  if (where !== ownMachine()) return false;
  if (!isThere(Number(number))) return true;
  const now = birthOf(Number(number));
  return now === 'ended' || (birth !== '0' && now !== '' && now !== birth);
};
