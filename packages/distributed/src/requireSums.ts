// internal: what every world refuses
import { requirePositive, show } from '@kindling/core/options';
import type { Call } from './agreement.ts';
import type { Summed } from './world.ts';

/** MPI counts in 32 bits. */
const most = 2 ** 31 - 1;

/** Refuses calls of a world that was left, and limits that are none. */
export const requireHere = (owner: Call, left: boolean, limit: number): void => {
  if (left) throw new Error(`${owner}: this world was left`);
  requirePositive(owner, 'limit', limit);
};

export const requireSums = (owner: Call, arrays: readonly Summed[]): void => {
  for (const array of arrays) {
    if (!(array instanceof Float32Array || array instanceof Float64Array)) {
      throw new TypeError(`${owner}: arrays must be Float32Array or Float64Array, got ${show(array)}`);
    }
    if (array.length > most)
      throw new RangeError(`${owner}: an array has at most ${most} numbers, got ${array.length}`);
  }
};
