import { requireCount } from '@kindling/core';
import { begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { fromTable, tableOf } from '../dataset/table.ts';

/**
 * All but the first `count` elements of every pass.
 *
 * @throws RangeError unless `count` is a whole number of at least 0
 */
export const skip = (count: number): (<T>(source: Dataset<T>) => Dataset<T>) => {
  requireCount('skip', 'count', count);
  return (source) => {
    requireDataset('skip', source);
    const size = source.size === undefined ? undefined : Math.max(0, source.size - count);
    const table = tableOf(source);
    if (table !== undefined) {
      return fromTable({ ...table, order: (pass, more) => table.order(pass, count + more) }, size);
    }
    return dataset({ size, iterate: ({ pass, skip: more }) => begin(source, { pass, skip: count + more }) });
  };
};
