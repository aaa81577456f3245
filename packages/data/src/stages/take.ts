import { requireCount } from '@kindling/core';
import { begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { fromTable, tableOf } from '../dataset/table.ts';

/**
 * The first `count` elements of every pass, or all if there are fewer.
 *
 * @throws RangeError unless `count` is a whole number of at least 0
 */
export const take = (count: number): (<T>(source: Dataset<T>) => Dataset<T>) => {
  requireCount('take', 'count', count);
  return (source) => {
    requireDataset('take', source);
    const size = source.size === undefined ? undefined : Math.min(count, source.size);
    const table = tableOf(source);
    if (table !== undefined) {
      const order = (pass: number, skip: number) => firstOf(table.order(pass, skip), count - skip);
      return fromTable({ ...table, order }, size);
    }
    return dataset({
      size,
      async *iterate({ pass, skip }) {
        let left = count - skip;
        if (left <= 0) return;
        for await (const element of begin(source, { pass, skip })) {
          yield element;
          left -= 1;
          if (left === 0) return;
        }
      },
    });
  };
};

function* firstOf(numbers: Iterable<number>, count: number): Generator<number, void, undefined> {
  let left = count;
  if (left <= 0) return;
  for (const number of numbers) {
    yield number;
    left -= 1;
    if (left === 0) return;
  }
}
