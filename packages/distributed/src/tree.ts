// internal: sums whose order is ours
import type { Summed } from './world.ts';

/** Where the part of a rank begins in an array of that length; that of the next rank is its end. */
export const partStart = (length: number, size: number, rank: number): number => Math.floor((length * rank) / size);

const add = (to: Summed, from: Summed): void => {
  for (let i = 0; i < to.length; i++) to[i]! += from[i]!;
};

/**
 * Adds arrays of one length up in the first of them, as a tree: (a0 + a1) + (a2 + a3), and what has no partner waits
 * for the next turn. The others hold sums of the way afterwards.
 *
 * A group of 2^k neighbours that begins at a multiple of 2^k is a tree of its own in it. So whoever adds up its own
 * such group first, and then these sums, adds in the same order: this is why `shards / size` is a power of two.
 *
 * @param arrays at least one
 */
export const addInOrder = (arrays: readonly Summed[]): void => {
  for (let step = 1; step < arrays.length; step *= 2) {
    for (let left = 0; left + step < arrays.length; left += 2 * step) add(arrays[left]!, arrays[left + step]!);
  }
};
