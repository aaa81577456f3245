// internal: which buffer each region that launches make for each other has
import type { Tape } from '../recording/recording.ts';

export interface Arena {
  /** In bytes, of each buffer. */
  readonly slots: readonly number[];
  /** The buffer of each region, by its number. */
  readonly slotOf: ReadonlyMap<number, number>;
}

interface Life {
  readonly region: number;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

const livesOf = ({ regions, launches, updates, results }: Tape, without: ReadonlySet<number>): Life[] => {
  const last = new Set([...updates.map(({ by }) => by), ...results.map(({ region }) => region)]);
  return regions.flatMap((region, i) => {
    if (region.kind !== 'made' || without.has(i)) return [];
    const used = launches.flatMap((launch, at) => (launch.regions.includes(i) ? [at] : []));
    if (used.length === 0 && !last.has(i)) return [];
    const to = last.has(i) ? launches.length : used.at(-1)!;
    return [{ region: i, bytes: region.bytes, from: used[0] ?? 0, to }];
  });
};

const meet = (a: Life, b: Life): boolean => a.from <= b.to && b.from <= a.to;

/**
 * Regions that are never needed at the same time share a buffer; largest first. A launch may not read and write one
 * buffer, whatever part of it: so what meets in a launch has different ones.
 *
 * @param without regions that lie elsewhere
 */
export const arenaOf = (tape: Tape, without: ReadonlySet<number>): Arena => {
  const slots: { readonly bytes: number; readonly lives: Life[] }[] = [];
  const slotOf = new Map<number, number>();
  for (const life of livesOf(tape, without).sort((a, b) => b.bytes - a.bytes)) {
    const free = slots.findIndex(({ lives }) => !lives.some((other) => meet(life, other)));
    const at = free >= 0 ? free : slots.push({ bytes: life.bytes, lives: [] }) - 1;
    slots[at]!.lives.push(life);
    slotOf.set(life.region, at);
  }
  return { slots: slots.map(({ bytes }) => bytes), slotOf };
};
