// internal: which buffer each region that launches make for each other has
import type { Tape } from '../recording/recording.ts';

export interface Arena {
  /** In bytes, of each buffer. */
  readonly slots: readonly number[];
  /** The buffer of each region, by its number. */
  readonly slotOf: ReadonlyMap<number, number>;
}

/** What regions are not like the others. */
export interface Kinds {
  /** Those that lie elsewhere. */
  readonly elsewhere: Pick<ReadonlySet<number>, 'has'>;
  /** Those whose numbers stay from run to run. */
  readonly lasting: ReadonlySet<number>;
}

interface Life {
  readonly region: number;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

const livesOf = ({ regions, launches, updates, results }: Tape, { elsewhere, lasting }: Kinds): Life[] => {
  const end = launches.length;
  const atEnd = new Set([...updates.map(({ by }) => by), ...results.map(({ region }) => region)]);
  const lives = new Map<number, Life>();
  launches.forEach(({ regions: given }, at) => {
    for (const i of given) {
      const region = regions[i]!;
      if (region.kind !== 'made' || elsewhere.has(i)) continue;
      const from = lasting.has(i) ? 0 : (lives.get(i)?.from ?? at);
      const to = lasting.has(i) || atEnd.has(i) ? end : at;
      lives.set(i, { region: i, bytes: region.bytes, from, to });
    }
  });
  return [...lives.values()];
};

const meet = (a: Life, b: Life): boolean => a.from <= b.to && b.from <= a.to;

/**
 * Regions that are never needed at the same time share a buffer; largest first. A launch may not read and write one
 * buffer, whatever part of it: so what meets in a launch has different ones.
 */
export const arenaOf = (tape: Tape, kinds: Kinds): Arena => {
  const slots: { readonly bytes: number; readonly lives: Life[] }[] = [];
  const slotOf = new Map<number, number>();
  for (const life of livesOf(tape, kinds).sort((a, b) => b.bytes - a.bytes)) {
    const free = slots.findIndex(({ lives }) => !lives.some((other) => meet(life, other)));
    const at = free >= 0 ? free : slots.push({ bytes: life.bytes, lives: [] }) - 1;
    slots[at]!.lives.push(life);
    slotOf.set(life.region, at);
  }
  return { slots: slots.map(({ bytes }) => bytes), slotOf };
};
