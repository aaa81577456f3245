// internal: where each region is that launches make for each other
import type { Tape } from '../recording/recording.ts';
import { alignment } from './blocks.ts';

export interface Place {
  /** The number of the buffer. */
  readonly buffer: number;
  /** In bytes. */
  readonly offset: number;
}

export interface Arena {
  /** In bytes, of each buffer. */
  readonly buffers: readonly number[];
  /** By the number of the region. */
  readonly places: ReadonlyMap<number, Place>;
}

export interface Wanted {
  /** Of each launch. */
  readonly levels: readonly number[];
  /** Regions that lie elsewhere. */
  readonly elsewhere: Pick<ReadonlySet<number>, 'has'>;
  /** Those whose numbers stay from run to run. */
  readonly lasting: ReadonlySet<number>;
  /** What a launch writes to a region, by its number. Those of a kind lie together. */
  readonly kindOf: (launch: number, region: number) => string;
  /** In bytes: no buffer gets larger where it can be helped. */
  readonly most: number;
}

interface Life {
  readonly region: number;
  readonly bytes: number;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  /** The levels that write it, and those that read it. */
  readonly writtenAt: ReadonlySet<number>;
  readonly readAt: ReadonlySet<number>;
}

const livesOf = ({ regions, launches, updates, results }: Tape, wanted: Wanted): Life[] => {
  const { levels, elsewhere, lasting, kindOf } = wanted;
  const end = Math.max(0, ...levels);
  const atEnd = new Set([...updates.map(({ by }) => by), ...results.map(({ region }) => region)]);
  const lives = new Map<number, Life & { readonly writtenAt: Set<number>; readonly readAt: Set<number> }>();
  launches.forEach(({ regions: given, writes }, at) => {
    for (const i of given) {
      const region = regions[i]!;
      if (region.kind !== 'made' || elsewhere.has(i)) continue;
      const level = levels[at]!;
      const known = lives.get(i);
      const life = known ?? {
        region: i,
        bytes: Math.ceil(Math.max(1, region.bytes) / alignment) * alignment,
        kind: kindOf(at, i),
        writtenAt: new Set<number>(),
        readAt: new Set<number>(),
      };
      (writes.includes(i) ? life.writtenAt : life.readAt).add(level);
      const from = lasting.has(i) ? 0 : Math.min(level, known?.from ?? level);
      const to = lasting.has(i) || atEnd.has(i) ? end : Math.max(level, known?.to ?? level);
      lives.set(i, { ...life, from, to });
    }
  });
  return [...lives.values()];
};

const meet = (a: Life, b: Life): boolean => a.from <= b.to && b.from <= a.to;

const shares = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean => [...one].some((at) => other.has(at));

/** What is read where the other is written may not be in its buffer, whatever part of it. */
const exclude = (a: Life, b: Life): boolean => shares(a.writtenAt, b.readAt) || shares(b.writtenAt, a.readAt);

/** The first gap among those that are there at the same time. */
const gapFor = (life: Life, placed: readonly (readonly [Life, number])[]): number => {
  const taken = placed.filter(([other]) => meet(life, other)).sort(([, a], [, b]) => a - b);
  let offset = 0;
  for (const [other, at] of taken) {
    if (offset + life.bytes <= at) break;
    offset = Math.max(offset, at + other.bytes);
  }
  return offset;
};

/**
 * Regions that are never needed at the same time share memory. A dispatch may not read and write one buffer: so what is
 * written at a level and what is read there have different ones, and what is written there has one, if it can be.
 */
export const arenaOf = (tape: Tape, wanted: Wanted): Arena => {
  const buffers: { bytes: number; readonly placed: (readonly [Life, number])[] }[] = [];
  const places = new Map<number, Place>();
  const lives = livesOf(tape, wanted).sort((a, b) => a.from - b.from || b.bytes - a.bytes);
  for (const life of lives) {
    const beside = (kind: boolean): number[] =>
      buffers.flatMap(({ placed }, i) =>
        placed.some(([other]) => (other.kind === life.kind) === kind && shares(other.writtenAt, life.writtenAt))
          ? [i]
          : [],
      );
    const [own, others] = [beside(true), beside(false)];
    const rest = buffers.map((_, i) => i).filter((i) => !own.includes(i) && !others.includes(i));
    const fits = (i: number): boolean => {
      const { placed } = buffers[i]!;
      return !placed.some(([other]) => exclude(life, other)) && gapFor(life, placed) + life.bytes <= wanted.most;
    };
    const at = [...own, ...rest].find(fits) ?? buffers.push({ bytes: 0, placed: [] }) - 1;
    const buffer = buffers[at]!;
    const offset = gapFor(life, buffer.placed);
    buffer.placed.push([life, offset]);
    buffer.bytes = Math.max(buffer.bytes, offset + life.bytes);
    places.set(life.region, { buffer: at, offset });
  }
  return { buffers: buffers.map(({ bytes }) => bytes), places };
};
