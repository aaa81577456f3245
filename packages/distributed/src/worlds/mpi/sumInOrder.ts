// internal: the tree's sum over ranks, each of which adds up a part
import { kindOf, type Lend } from '../../pack.ts';
import { addInOrder, partStart } from '../../tree.ts';
import type { Summed } from '../../world.ts';
import { type Begun, type Calls, fixedIntegers, type Parts } from './calls.ts';

/** Every rank's part of an array of that length. */
const partsOf = (length: number, size: number): Parts => {
  const [counts, starts] = [fixedIntegers(size), fixedIntegers(size)];
  for (let rank = 0; rank < size; rank++) {
    starts[rank] = partStart(length, size, rank);
    counts[rank] = partStart(length, size, rank + 1) - starts[rank]!;
  }
  return { counts, starts };
};

/** As many numbers of each rank, side by side. */
const equalParts = (length: number, size: number): Parts => {
  const [counts, starts] = [fixedIntegers(size).fill(length), fixedIntegers(size)];
  for (let rank = 0; rank < size; rank++) starts[rank] = rank * length;
  return { counts, starts };
};

/**
 * Adds arrays up over ranks, in place: each rank gets the same part of all ranks' arrays, adds these up as a tree, and
 * gives the sum to all. All arrays are on their way at once.
 */
export const sumInOrder = (
  { rank, size, exchange, gather }: Calls,
  arrays: readonly Summed[],
  lend: Lend,
  wait: (begun: readonly Begun[]) => void,
): void => {
  const jobs = arrays.map((array) => {
    const parts = partsOf(array.length, size);
    return { array, parts, length: parts.counts[rank]! };
  });
  // One loan a kind, cut up: the next loan would be the same memory.
  const taken = new Map([Float32Array, Float64Array].map((kind) => [kind as unknown, 0]));
  const needed = (kind: unknown): number =>
    jobs.reduce((sum, { array, length }) => sum + (kindOf(array) === kind ? size * length : 0), 0);
  const sides = [Float32Array, Float64Array].map((kind) => [kind as unknown, lend(kind, needed(kind))] as const);
  const sideOf = new Map(sides);
  const begun = jobs.map(({ array, parts, length }) => {
    const kind = kindOf(array);
    const from = taken.get(kind)!;
    taken.set(kind, from + size * length);
    const side = sideOf.get(kind)!.subarray(from, from + size * length);
    return { array, parts, length, side, done: exchange(array, parts, side, equalParts(length, size)) };
  });
  wait(begun.map(({ done }) => done));
  const gathered = begun.map(({ array, parts, length, side }) => {
    const ofRanks = Array.from({ length: size }, (_, r) => side.subarray(r * length, (r + 1) * length));
    addInOrder(ofRanks);
    array.set(ofRanks[0]!, parts.starts[rank]);
    return gather(array, parts);
  });
  wait(gathered);
};
