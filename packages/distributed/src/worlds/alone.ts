// internal: the world of one process
import { requireHere, requireSums } from '../requireSums.ts';
import type { World } from '../world.ts';

/** Sums of one are what they are, and nobody is waited for; what a world of many refuses is refused here too. */
export const alone = (shards: number, limit: number): World => {
  let left = false;
  const sum =
    (owner: 'sum' | 'sumInOrder'): World['sum'] =>
    (arrays, seconds = limit) => {
      requireHere(owner, left, seconds);
      requireSums(owner, arrays);
    };
  return {
    rank: 0,
    size: 1,
    shards,
    leads: true,
    limit,
    sum: sum('sum'),
    sumInOrder: sum('sumInOrder'),
    broadcast: (_bytes, seconds = limit) => requireHere('broadcast', left, seconds),
    leave: () => {
      left = true;
    },
    abort: (code, reason) => {
      process.stderr.write(`kindling: rank 0: ${reason}; the job ends with ${code}\n`);
      return process.exit(code);
    },
  };
};
