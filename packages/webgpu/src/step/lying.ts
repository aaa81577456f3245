// internal: in which buffer each region is, and where
import { type Region, regionsOf, type Tape } from '../recording/recording.ts';
import type { Arena } from './arena.ts';
import { type Block, blockOf } from './blocks.ts';

/** Where a region is: in a buffer that others are in too, by a name, or in one that only a run tells. */
export interface Lying {
  readonly buffer: string;
  /** In bytes. */
  readonly offset: number;
}

/** What several regions lie in: constants, numbers of the host, and tensors that are written over. */
export interface Blocks {
  readonly constants: Block<number>;
  readonly numbers: Block<number>;
  readonly home: Block<number>;
}

/** In bytes: what is bound is whole words, and something. */
export const boundBytes = ({ bytes }: Pick<Region, 'bytes'>): number => 4 * Math.max(1, Math.ceil(bytes / 4));

export const blocksOf = ({ regions, updates }: Tape): Blocks => {
  const block = (numbers: readonly number[]) => blockOf(numbers.map((i) => [i, boundBytes(regions[i]!)] as const));
  return {
    constants: block(regionsOf('constant', regions).map(([i]) => i)),
    numbers: block(regionsOf('numbers', regions).map(([i]) => i)),
    home: block(updates.map(({ over }) => over)),
  };
};

/**
 * The tensor that each region replaces, where a launch writes it there itself; other updates are copied. The next
 * numbers of all tensors lie in one buffer, which a launch may not read and write, and no copy may.
 */
export const writtenInPlace = ({ regions, launches, updates }: Tape, lasting: ReadonlySet<number>) => {
  const places = new Map<number, number>();
  const takers = new Map<number, number>();
  for (const { by } of updates) takers.set(by, (takers.get(by) ?? 0) + 1);
  for (const { over, by } of updates)
    if (regions[by]!.kind === 'made' && !lasting.has(by) && takers.get(by) === 1) places.set(by, over);
  for (const { regions: given, writes } of launches)
    if (given.some((region) => places.has(region) && !writes.includes(region)))
      for (const region of writes) places.delete(region);
  return places as ReadonlyMap<number, number>;
};

export const arenaName = (buffer: number): string => `arena ${buffer}`;

/** By the number of a region. */
export const lyingIn = (
  { regions }: Pick<Tape, 'regions'>,
  { constants, numbers, home }: Blocks,
  { places }: Pick<Arena, 'places'>,
  inPlace: ReadonlyMap<number, number>,
): readonly Lying[] =>
  regions.map((_, i) => {
    const place = places.get(i);
    if (place !== undefined) return { buffer: arenaName(place.buffer), offset: place.offset };
    const blocks = [
      ['next', home.offsets.get(inPlace.get(i) ?? -1)],
      ['now', home.offsets.get(i)],
      ['constants', constants.offsets.get(i)],
      ['numbers', numbers.offsets.get(i)],
    ] as const;
    const [buffer, offset] = blocks.find(([, at]) => at !== undefined) ?? [`r${i}`, 0];
    return { buffer, offset: offset! };
  });
