import { requirePositiveInteger } from '@kindling/core';
import { after, begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { fromTable, skipping, tableOf } from '../dataset/table.ts';

/**
 * Passes one after the other as one: `count` of them, or without end. A dataset shuffled before comes in a new order
 * each time.
 *
 * Pass p of `repeat(n)` is made of its source's passes p·n to p·n + n - 1; pass p of an endless one begins with its
 * source's pass p. After `batch`, batches end with each pass; before it, they run across.
 *
 * @throws RangeError unless `count` is absent or a positive integer
 */
export const repeat = (count?: number): (<T>(source: Dataset<T>) => Dataset<T>) => {
  if (count !== undefined) requirePositiveInteger('repeat', 'count', count);
  const rounds = count ?? Infinity;
  const firstPass = (pass: number): number => pass * (count ?? 1);
  return (source) => {
    requireDataset('repeat', source);
    const size = source.size === undefined || source.size === 0 ? source.size : source.size * rounds;
    /** Where passes have a known length, those skipped as a whole are not read. */
    const rest = (pass: number, skip: number): Rounds => {
      const [round, left] = source.size ? [Math.floor(skip / source.size), skip % source.size] : [0, 0];
      return { from: firstPass(pass) + round, to: firstPass(pass) + rounds, skip: left };
    };
    const table = tableOf(source);
    if (table !== undefined) {
      const order = (pass: number, skip: number): Iterable<number> => {
        const numbers = chainedNumbers(table.order, rest(pass, skip));
        return source.size ? numbers : skipping(numbers, skip);
      };
      return fromTable({ ...table, order }, size);
    }
    return dataset({
      size,
      iterate: ({ pass, skip }) => {
        const elements = chained(source, rest(pass, skip));
        return source.size ? elements : after(elements, skip);
      },
    });
  };
};

/** Passes `from` to before `to`, the first without its first `skip` elements. */
interface Rounds {
  readonly from: number;
  readonly to: number;
  readonly skip: number;
}

function* chainedNumbers(
  order: (pass: number, skip: number) => Iterable<number>,
  { from, to, skip }: Rounds,
): Generator<number, void, undefined> {
  for (let pass = from; pass < to; pass++) {
    let empty = true;
    for (const number of order(pass, pass === from ? skip : 0)) {
      empty = false;
      yield number;
    }
    if (empty) return;
  }
}

async function* chained<T>(source: Dataset<T>, { from, to, skip }: Rounds): AsyncGenerator<T, void, undefined> {
  for (let pass = from; pass < to; pass++) {
    let empty = true;
    for await (const element of begin(source, { pass, skip: pass === from ? skip : 0 })) {
      empty = false;
      yield element;
    }
    if (empty) return;
  }
}
