import { count, optional, permutation, positiveInteger, readOptions, release } from '@kindling/core';
import { after, begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { fromTable, tableOf } from '../dataset/table.ts';
import { draws } from './draws.ts';

export interface ShuffleOptions {
  /** The order is a pure function of this seed and the pass: a safe integer of at least 0. */
  readonly seed: number;
  /** Of a stream, how many elements are held to choose from: needed there, of no meaning for arrays. Default: none. */
  readonly buffer?: number | undefined;
}

/**
 * The elements in another order in every pass, each once.
 *
 * Rows of arrays are permuted as a whole (Fisher and Yates). A stream is too long to hold: the next element is drawn
 * from a buffer, which the stream fills up again, so an element comes at most `buffer` places early. Numbers come from
 * Threefry2x32-20: the same order on every platform.
 *
 * @throws RangeError for a seed that is not a whole number of at least 0, or a buffer that is not a positive integer
 * @throws Error for a stream without a buffer, and for rows repeated without end
 */
export const shuffle = (options: ShuffleOptions): (<T>(source: Dataset<T>) => Dataset<T>) => {
  const { seed, buffer } = readOptions('shuffle', shuffleOptions, options);
  return <T>(source: Dataset<T>) => {
    requireDataset('shuffle', source);
    const table = tableOf(source);
    if (table !== undefined) {
      if (source.size === Infinity) {
        throw new Error('shuffle: an endless dataset has no last element to shuffle; put shuffle before repeat');
      }
      const order = (pass: number, skip: number): Int32Array => {
        const numbers = Int32Array.from(table.order(pass, 0));
        const places = permutation(numbers.length, seed, pass).subarray(skip);
        return places.map((place) => numbers[place]!);
      };
      return fromTable({ ...table, order }, source.size);
    }
    if (buffer === undefined) {
      throw new Error(
        'shuffle: a stream needs a buffer, as in shuffle({ seed, buffer: 1000 }); over arrays put shuffle right after fromArrays, before map and batch',
      );
    }
    return dataset({
      size: source.size,
      iterate: ({ pass, skip }) => after(buffered(begin(source, { pass, skip: 0 }), buffer, draws(seed, pass)), skip),
    });
  };
};

const shuffleOptions = { seed: count, buffer: optional(positiveInteger) };

async function* buffered<T>(
  elements: AsyncIterable<T>,
  buffer: number,
  draw: (bound: number) => number,
): AsyncGenerator<T, void, undefined> {
  const held: T[] = [];
  try {
    for await (const element of elements) {
      held.push(element);
      if (held.length > buffer) yield drawn(held, draw);
    }
    while (held.length > 0) yield drawn(held, draw);
  } finally {
    release(held);
  }
}

/** Takes one out; the last moves into its place. */
const drawn = <T>(held: T[], draw: (bound: number) => number): T => {
  const place = draw(held.length);
  const element = held[place]!;
  held[place] = held[held.length - 1]!;
  held.pop();
  return element;
};
