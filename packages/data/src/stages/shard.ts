import { count, optional, optionOf, positiveInteger, readOptions, release, show, withDefault } from '@kindling/core';
import { begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { fromTable, tableOf } from '../dataset/table.ts';

/** What happens to the last elements of a pass where they are fewer than there are shards. */
export type Tail = 'drop' | 'keep';

export interface ShardOptions {
  /** Which of the processes this is, from 0 to before `size`. Required. */
  readonly rank: number;
  /** How many processes there are. Required. */
  readonly size: number;
  /** Into how many parts a batch of all processes is cut: `size` times a power of two. Default: `size`. */
  readonly shards?: number | undefined;
  /**
   * 'drop' leaves the last elements out where they are fewer than `shards`, so that every process has as many, as
   * training needs; 'keep' keeps them, as an evaluation needs. Default: 'drop'.
   */
  readonly tail?: Tail | undefined;
}

/**
 * The elements of this process, where several read the same dataset: element p of a pass belongs to shard p mod
 * `shards`, and the process `rank` has `shards / size` shards side by side. They keep their order, so which elements
 * share a batch does not depend on how many processes there are: with `batch(64 / size)`, four processes train on the
 * same 64 as one.
 *
 * Put it behind `shuffle`, with the same seed everywhere, and before `batch`. Arrays are cut by row numbers, nothing
 * is copied. A stream is read whole by each process, which lets go of the elements of others; where each has files of
 * its own, give it those (`files.filter((_, i) => i % size === rank)`) in place of this.
 *
 * @param options a world that `join` of `@kindling/distributed` gives, or `{ rank, size, shards, tail }`; a world with
 *   another tail is `{ ...world, tail: 'keep' }`
 * @throws RangeError for a rank that is not below `size`, and for `shards` that are not `size` times a power of two
 *   (or, with one process, any number)
 * @example
 * ```ts
 * import { batch, fromArrays, pipe, shapes, shard, shuffle } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * const second = { rank: 1, size: 2, shards: 4 }; // its shards are 2 and 3
 * const batches = pipe(fromArrays(train), shuffle({ seed: 1 }), shard(second), batch(32 / second.size));
 * ```
 */
export const shard = (options: ShardOptions): (<T>(source: Dataset<T>) => Dataset<T>) => {
  const { rank, size, shards: given, tail } = readOptions<ShardOptions, typeof table>('shard', table, ownOf(options));
  const shards = given ?? size;
  const own = shards / size;
  if (rank >= size) throw new RangeError(`shard: rank must be below size, ${size}, got ${rank}`);
  if (!Number.isInteger(own) || (size > 1 && !Number.isInteger(Math.log2(own))))
    throw new RangeError(`shard: shards must be size, ${size}, times a power of two, got ${shards}`);
  const first = rank * own;
  const isOwn = (place: number): boolean => place % shards >= first && place % shards < first + own;
  /** Where the element `skip` of this process stands in the whole. */
  const placeOf = (skip: number): number => Math.floor(skip / own) * shards + first + (skip % own);

  return <T>(source: Dataset<T>): Dataset<T> => {
    requireDataset('shard', source);
    const all = source.size;
    const rest = all === undefined || tail === 'drop' ? 0 : all % shards;
    const length =
      all === undefined || all === Number.POSITIVE_INFINITY
        ? all
        : Math.floor(all / shards) * own + Math.min(Math.max(rest - first, 0), own);
    const cut: Cut = { shards, isOwn, keepsTail: tail === 'keep' };
    const table = tableOf(source);
    if (table !== undefined)
      return fromTable(
        {
          ...table,
          order: (pass, skip) => ownNumbers(table.order(pass, placeOf(skip)), placeOf(skip), cut),
        },
        length,
      );
    return dataset({
      size: length,
      iterate: ({ pass, skip }) => ownElements(begin(source, { pass, skip: placeOf(skip) }), placeOf(skip), cut),
    });
  };
};

const tails: readonly Tail[] = ['drop', 'keep'];

const table = {
  rank: count,
  size: positiveInteger,
  shards: optional(positiveInteger),
  tail: withDefault(
    optionOf<Tail>((owner, name, value) => {
      if (tails.includes(value as Tail)) return;
      throw new TypeError(`${owner}: ${name} must be 'drop' or 'keep', got ${show(value)}`);
    }),
    'drop',
  ),
};

/** Of a world, what matters here; of other options all, so that a name that is not known is told. */
const ownOf = (options: ShardOptions): ShardOptions => {
  if (typeof Object(options).sumInOrder !== 'function') return options;
  const { rank, size, shards, tail } = options;
  return { rank, size, shards, tail };
};

interface Cut {
  readonly shards: number;
  isOwn(place: number): boolean;
  readonly keepsTail: boolean;
}

/** Of a list that begins at `place`; the numbers of a group are given once it is known to be whole. */
function* ownNumbers(
  numbers: Iterable<number>,
  place: number,
  { shards, isOwn, keepsTail }: Cut,
): Generator<number, void, undefined> {
  let at = place;
  let group: number[] = [];
  for (const number of numbers) {
    if (isOwn(at)) group.push(number);
    at += 1;
    if (at % shards > 0) continue;
    yield* group;
    group = [];
  }
  if (keepsTail) yield* group;
}

async function* ownElements<T>(
  elements: AsyncIterable<T>,
  place: number,
  { shards, isOwn, keepsTail }: Cut,
): AsyncGenerator<T, void, undefined> {
  let at = place;
  const group: T[] = [];
  try {
    for await (const element of elements) {
      if (isOwn(at)) group.push(element);
      else release(element);
      at += 1;
      if (at % shards > 0) continue;
      while (group.length > 0) yield group.shift()!;
    }
    while (keepsTail && group.length > 0) yield group.shift()!;
  } finally {
    release(group);
  }
}
