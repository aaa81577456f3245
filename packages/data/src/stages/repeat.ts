import { requirePositiveInteger } from '@kindling/core';
import { after, begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { fromTable, tableOf } from '../dataset/table.ts';

/**
 * Passes one after the other as one: `count` of them, or without end. A dataset shuffled before comes in a new order each time.
 *
 * Pass p of `repeat(n)` is made of its source's passes p·n to p·n + n - 1; pass p of an endless one begins with its source's pass p.
 * After `batch`, batches end with each pass; before it, they run across.
 *
 * @throws RangeError unless `count` is absent or a positive integer
 */
export const repeat = (count?: number): (<T>(source: Dataset<T>) => Dataset<T>) => {
  if (count !== undefined) requirePositiveInteger('repeat', 'count', count);
  const rounds = count ?? Infinity;
  const firstPass = (pass: number): number => pass * (count ?? 1);
  return (source) => {
    const size = source.size === undefined || source.size === 0 ? source.size : source.size * rounds;
    const table = tableOf(source);
    if (table !== undefined) {
      const order = function* (pass: number) {
        for (let round = 0; round < rounds; round++) {
          let empty = true;
          for (const number of table.order(firstPass(pass) + round)) {
            empty = false;
            yield number;
          }
          if (empty) return;
        }
      };
      return fromTable({ ...table, order }, size);
    }
    return dataset({
      size,
      iterate: ({ pass, skip }) => {
        // Where passes have a known length, those skipped as a whole are not read.
        const [round, left] = source.size ? [Math.floor(skip / source.size), skip % source.size] : [0, 0];
        const elements = chained(source, { from: firstPass(pass) + round, to: firstPass(pass) + rounds, skip: left });
        return source.size ? elements : after(elements, skip);
      },
    });
  };
};

/** Passes `from` to before `to`, the first without its first `skip` elements. */
async function* chained<T>(
  source: Dataset<T>,
  { from, to, skip }: { from: number; to: number; skip: number },
): AsyncGenerator<T, void, undefined> {
  for (let pass = from; pass < to; pass++) {
    let empty = true;
    for await (const element of begin(source, { pass, skip: pass === from ? skip : 0 })) {
      empty = false;
      yield element;
    }
    if (empty) return;
  }
}
