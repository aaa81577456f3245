// What else the machine does while a contestant is at its turn.
import { readFileSync } from 'node:fs';

/** In ticks, of all cores: what they were busy with, and what they did in all. */
export interface Usage {
  readonly busy: number;
  readonly all: number;
  /** Of which a process was. */
  readonly own: number;
}

/** Of the first line of Linux's /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. */
export const readUsage = (stat: string, own: string): Usage => {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = stat
    .slice(0, stat.indexOf('\n'))
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq + steal;
  // The name, in brackets, may hold anything; the 14th and 15th fields are user and system time.
  const fields = own.slice(own.lastIndexOf(')') + 2).split(' ');
  return { busy, all: busy + idle + wait, own: Number(fields[11]) + Number(fields[12]) };
};

/** What share of the machine others than the process had between two readings, from 0 to 1. */
export const shareOfOthers = (before: Usage, after: Usage): number => {
  const all = after.all - before.all;
  return all === 0 ? 0 : Math.max(0, after.busy - before.busy - (after.own - before.own)) / all;
};

/** Reads it now; undefined where a system does not tell. */
export const usageOf = (pid: number | undefined): Usage | undefined => {
  try {
    return readUsage(readFileSync('/proc/stat', 'utf8'), readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
};
