// internal: the beginning of a file that is being downloaded, by one process at a time
import { readdir, rename } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** Where the beginning of `target` waits for somebody to go on with it. */
export const idlePartial = (target: string): string => `${target}.partial`;

let claims = 0;

/**
 * A file name that is this call's own. If a beginning of `target` waits, or a process of this machine that had one is
 * gone, it is moved there: a rename has one winner.
 */
export const claimPartial = async (target: string): Promise<string> => {
  const machine = hostname().replace(/[^\w-]/g, '');
  const mine = `${target}.${machine}-${process.pid}-${threadId}-${claims++}.partial`;
  const folder = dirname(target);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(target)}.`) || !name.endsWith('.partial')) continue;
    const [, owner, pid] = /\.([\w-]+)-(\d+)-\d+-\d+\.partial$/.exec(name) ?? [];
    if (owner !== undefined && (owner !== machine || isAlive(Number(pid)))) continue;
    // Somebody else may be faster.
    if (
      await rename(join(folder, name), mine).then(
        () => true,
        () => false,
      )
    )
      break;
  }
  return mine;
};

/** Signal 0 reaches a process without doing anything to it. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
