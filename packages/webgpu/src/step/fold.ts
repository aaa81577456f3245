// internal: launches whose numbers never change
import type { Tape } from '../recording/recording.ts';

export interface Folded {
  /** The launches that are run once, by their numbers. */
  readonly once: ReadonlySet<number>;
  /** The regions that they write, which stay. */
  readonly lasting: ReadonlySet<number>;
}

/**
 * A launch that reads only constants, and what other such launches have written, gives the same each time. Not one that
 * others write with, as where a product is summed up over zeros.
 */
export const foldedIn = ({ regions, launches }: Tape): Folded => {
  const writers = new Map<number, number>();
  for (const { writes } of launches) for (const region of writes) writers.set(region, (writers.get(region) ?? 0) + 1);
  const once = new Set<number>();
  const lasting = new Set<number>();
  launches.forEach(({ regions: given, writes }, i) => {
    const isKnown = (region: number): boolean => regions[region]!.kind === 'constant' || lasting.has(region);
    const reads = given.filter((region) => !writes.includes(region));
    if (!reads.every(isKnown) || !writes.every((region) => writers.get(region) === 1)) return;
    once.add(i);
    for (const region of writes) lasting.add(region);
  });
  return { once, lasting };
};
