// internal: the world of one process
import type { World } from '../world.ts';

/** Sums of one are what they are; nobody is waited for. */
export const alone = (shards: number, limit: number): World => ({
  rank: 0,
  size: 1,
  shards,
  leads: true,
  limit,
  sum: () => {},
  sumInOrder: () => {},
  broadcast: () => {},
  leave: () => {},
  abort: (code, reason) => {
    process.stderr.write(`kindling: ${reason}; the job ends with ${code}\n`);
    return process.exit(code);
  },
});
