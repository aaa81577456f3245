import { release, requirePositiveInteger, soon } from '@kindling/core';
import { begin } from '../dataset/begin.ts';
import { type Dataset, dataset } from '../dataset/dataset.ts';
import { requireDataset } from '../dataset/requireDataset.ts';
import { rowsOf } from '../dataset/rows.ts';
import { tableOf } from '../dataset/table.ts';

/**
 * Up to `count` elements are made ready while the reader works on the one before: whenever it waits, for a device or a
 * disk, the next ones are under way. Rows of arrays need no making ready and are left as they are, and so are their
 * batches: put it last.
 *
 * When a pass is left early, or fails, what is ready or under way is disposed of.
 *
 * @throws RangeError unless `count` is a positive integer
 */
export const prefetch = (count: number): (<T>(source: Dataset<T>) => Dataset<T>) => {
  requirePositiveInteger('prefetch', 'count', count);
  return <T>(source: Dataset<T>) => {
    requireDataset('prefetch', source);
    return tableOf(source) !== undefined || rowsOf(source) !== undefined
      ? source
      : dataset({ size: source.size, iterate: (place) => ahead(begin(source, place), count) });
  };
};

async function* ahead<T>(elements: AsyncIterator<T>, count: number): AsyncGenerator<T, void, undefined> {
  const ready: Promise<IteratorResult<T>>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let left = false;
  const fill = (): void => {
    while (ready.length < count) {
      const next = last.then(() => (left ? { done: true as const, value: undefined } : elements.next()));
      // An error is met when its turn comes; until then it is not unhandled.
      last = next.catch(() => undefined);
      ready.push(next);
    }
  };
  try {
    for (;;) {
      fill();
      const next = await ready.shift()!;
      if (next.done) return;
      fill();
      yield next.value;
    }
  } finally {
    left = true;
    const freed = ready.map((result) =>
      result.then(
        ({ done, value }) => (done ? undefined : release(value)),
        () => undefined,
      ),
    );
    const closed = elements.return?.();
    await soon(Promise.all([...freed, closed]));
  }
}
