// internal: where the numbers are that launches make for each other
import { type Region, regionsOf } from '../recording/recording.ts';
import type { Phase } from './phases.ts';
import { lines } from './workspace.ts';

export interface Arena {
  /** In bytes, from the arena's beginning, by region. */
  readonly offsets: ReadonlyMap<number, number>;
  readonly bytes: number;
}

interface Block {
  readonly begin: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

/**
 * When a region is first and last used, by region. A phase is a moment, or several where its launches are one after the
 * other.
 */
const livesOf = (phases: readonly Phase[], regions: readonly Region[]): Map<number, [first: number, last: number]> => {
  const lives = new Map<number, [number, number]>();
  let now = 0;
  for (const { groups } of phases) {
    const isInTurn = groups.length === 1 && groups[0]!.chunks === 1;
    for (const { args } of groups.flatMap(({ launches }) => launches)) {
      for (const argument of args)
        for (const region of regionsOf(argument, regions)) lives.set(region, [lives.get(region)?.[0] ?? now, now]);
      if (isInTurn) now += 1;
    }
    now += 1;
  }
  return lives;
};

/** Each where the first gap is that is free while it lives. */
export const arenaOf = (phases: readonly Phase[], regions: readonly Region[]): Arena => {
  const blocks: Block[] = [];
  const offsets = new Map<number, number>();
  for (const [region, [first, last]] of livesOf(phases, regions)) {
    const made = regions[region]!;
    if (made.kind !== 'made') continue;
    const bytes = lines(made.bytes);
    let begin = 0;
    for (const block of blocks) {
      const isFree = block.last < first || block.first > last;
      if (isFree) continue;
      if (block.begin >= begin + bytes) break;
      begin = Math.max(begin, block.end);
    }
    offsets.set(region, begin);
    blocks.push({ begin, end: begin + bytes, first, last });
    blocks.sort((a, b) => a.begin - b.begin);
  }
  return { offsets, bytes: Math.max(0, ...blocks.map(({ end }) => end)) };
};
