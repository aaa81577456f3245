// internal: when each launch is done
import type { Tape } from '../recording/recording.ts';

export interface Asked {
  /** The launches that are run once: they come first. */
  readonly once: ReadonlySet<number>;
  /**
   * Of a launch: how many threads wait for each other, 0 where none do. Those of different numbers are not one
   * dispatch; one of which it is undefined is none with any.
   */
  readonly waiting: (launch: number) => number | undefined;
}

const greatest = (numbers: Iterable<number>): number => Math.max(-1, ...numbers);

/** By the number of each launch: those that it waits for. */
const earlierOf = (launches: Tape['launches']): number[][] => {
  const writers = new Map<number, number[]>();
  const readers = new Map<number, number[]>();
  const at = (map: Map<number, number[]>, region: number): number[] => {
    const list = map.get(region) ?? [];
    map.set(region, list);
    return list;
  };
  return launches.map(({ regions, writes }, i) => {
    const earlier = regions.flatMap((region) => [
      ...at(writers, region),
      ...(writes.includes(region) ? at(readers, region) : []),
    ]);
    for (const region of regions) at(writes.includes(region) ? writers : readers, region).push(i);
    return [...new Set(earlier)];
  });
};

/**
 * By the number of each launch: it waits for what is done at earlier levels, and for nothing at its own. There are as
 * few levels as there can be. What could be done at several is done early, but not where it would be a dispatch of its
 * own, and what nothing waits for is done last, all of it together.
 */
export const levelsOf = ({ launches }: Pick<Tape, 'launches'>, { once, waiting }: Asked): number[] => {
  const earlier = earlierOf(launches);
  const levels: number[] = [];
  for (const i of once) levels[i] = greatest(earlier[i]!.map((j) => levels[j]!)) + 1;
  const start = greatest([...once].map((i) => levels[i]!)) + 1;
  const each = launches.flatMap((_, i) => (once.has(i) ? [] : [i]));
  const first: number[] = [];
  for (const i of each) first[i] = Math.max(start, greatest(earlier[i]!.map((j) => first[j] ?? -1)) + 1);
  const end = greatest(each.map((i) => first[i]!));
  const latest: number[] = launches.map(() => end);
  const isAwaited = launches.map(() => false);
  for (const i of [...each].reverse())
    for (const j of earlier[i]!) {
      latest[j] = Math.min(latest[j]!, latest[i]! - 1);
      isAwaited[j] = true;
    }

  const left = new Set(each);
  for (let level = start; level <= end; level++) {
    const ready = [...left].filter((i) => earlier[i]!.every((j) => (levels[j] ?? level) < level));
    const due = ready.filter((i) => latest[i] === level);
    const kinds = new Set(due.map(waiting).filter((kind) => kind !== 0));
    const joins = (i: number): boolean => {
      const kind = waiting(i);
      if (latest[i] === level) return true;
      if (!isAwaited[i] || kind === undefined || !(kind === 0 || kinds.size === 0 || kinds.has(kind))) return false;
      if (kind !== 0) kinds.add(kind);
      return true;
    };
    for (const i of ready.filter(joins)) {
      levels[i] = level;
      left.delete(i);
    }
  }
  return levels;
};
