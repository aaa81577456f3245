import { count, optional, permutation, readOptions, release, show } from '@kindling/core';
import { begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { fromTable, tableOf } from '../dataset/table.ts';

export interface SplitOptions {
  /** Draws which elements go where: a safe integer of at least 0. Default: none, and parts are consecutive. */
  readonly seed?: number | undefined;
}

/**
 * Parts that share nothing and together are the whole, such as training and validation.
 *
 * The parts are the same in every pass, cut from the source's first pass: put `shuffle` after `split`, on the part to
 * train on. A stream must have a known size; its parts keep its order.
 *
 * @param fractions of the whole, positive, with the sum 1
 * @throws RangeError for other fractions or seeds
 * @throws Error for a dataset of unknown or endless size, and where a part would be empty
 * @example
 * ```ts
 * import { fromArrays, shapes, split } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 100, test: 8 });
 * const [most, rest] = split(fromArrays(train), [0.9, 0.1], { seed: 4 }); // 90 and 10 pictures
 * ```
 */
export const split = <T, const F extends readonly number[]>(
  source: Dataset<T>,
  fractions: F,
  options?: SplitOptions,
): { [K in keyof F]: Dataset<T> } => {
  requireDataset('split', source);
  checkFractions(fractions);
  const { seed } = readOptions('split', splitOptions, options);
  const table = tableOf(source);
  if (source.size === Infinity || (table === undefined && source.size === undefined)) {
    throw new Error(`split: the dataset must have a known size, got ${source.size}; split before repeat and filter`);
  }
  const numbers = Int32Array.from(table?.order(0, 0) ?? Array(source.size).keys());
  const order = seed === undefined ? numbers : permutation(numbers.length, seed, 0).map((place) => numbers[place]!);
  let whole = 0;
  let end = 0;
  const parts = fractions.map((fraction) => {
    const start = end;
    whole += fraction;
    end = Math.round(whole * order.length);
    const part = order.subarray(start, end);
    if (part.length === 0) {
      throw new Error(
        `split: ${order.length} elements by ${show(fractions)} would leave the part of ${fraction} empty; give more elements or other fractions`,
      );
    }
    if (table === undefined) return streamPart(source, part);
    return fromTable({ ...table, order: (_pass, skip) => part.subarray(skip) }, part.length);
  });
  return parts as { [K in keyof F]: Dataset<T> };
};

const splitOptions = { seed: optional(count) };

const checkFractions = (fractions: readonly number[]): void => {
  const list = Array.isArray(fractions) ? [...fractions] : []; // a copy, in which a hole is undefined
  const whole = list.reduce((sum, fraction) => sum + fraction, 0);
  if (!(Math.abs(whole - 1) <= 1e-9) || !list.every((fraction) => typeof fraction === 'number' && fraction > 0)) {
    throw new RangeError(`split: fractions must be positive with the sum 1, as in [0.9, 0.1], got ${show(fractions)}`);
  }
};

/** The elements of a stream at the given places, in its own order. */
const streamPart = <T>(source: Dataset<T>, places: Int32Array): Dataset<T> => {
  const sorted = places.slice().sort();
  return dataset({
    size: sorted.length,
    async *iterate({ skip }) {
      const wanted = sorted.subarray(skip);
      let [place = 0] = wanted;
      let found = 0;
      if (wanted.length === 0) return;
      for await (const element of begin(source, { pass: 0, skip: place })) {
        if (place++ === wanted[found]) {
          found += 1;
          yield element;
        } else release(element);
        if (found === wanted.length) return;
      }
    },
  });
};
