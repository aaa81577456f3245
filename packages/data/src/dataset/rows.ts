import type { RowBatch } from '@kindling/core';
import type { Dataset } from './dataset.ts';
import type { Pass } from './pass.ts';

type Rows<T> = (pass: Pass) => IterableIterator<RowBatch<T>>;

/** By the function that gives the same batches gathered: a dataset with another one has not the rows of this. */
const known = new WeakMap<NonNullable<Dataset<unknown>['iterate']>, Rows<unknown>>();

/**
 * What gives a dataset's batches as rows that nobody has gathered yet, from any place of any pass; undefined where
 * nobody knows them. `batch` knows them over arrays on the host, `prepare` and `prefetch` pass them on. `fit` asks for
 * them first, and has its engine gather.
 *
 * @example
 * ```ts
 * import { batch, fromArrays, pipe, rowsOf, shapes } from '@kindling/data';
 *
 * const { train } = await shapes({ train: 64, test: 8 });
 * for (const { rows } of rowsOf(pipe(fromArrays(train), batch(32)))!({ skip: 1 })) console.log(rows); // 32 to 63
 * ```
 */
export const rowsOf = <T>({ iterate }: Dataset<T>): Rows<T> | undefined =>
  iterate === undefined ? undefined : (known.get(iterate) as Rows<T> | undefined);

/**
 * The same dataset, with its batches known as rows.
 *
 * @param source a dataset with `iterate`, as `dataset()` makes one
 * @param rows the same batches as `source.iterate` gives, from any place of any pass
 * @throws TypeError for a dataset without `iterate`
 * @example
 * ```ts
 * import { batch, dataset, fromArrays, pipe, rowsOf, withRows } from '@kindling/data';
 *
 * const batches = pipe(fromArrays({ x: [[0], [1], [2]] }), batch(1));
 * const again = dataset({ size: 3, iterate: ({ pass, skip }) => batches.iterate!({ pass, skip }) });
 * const known = withRows(again, rowsOf(batches)!);
 * ```
 */
export const withRows = <T>(source: Dataset<T>, rows: Rows<T>): Dataset<T> => {
  const { size } = source;
  if (typeof source.iterate !== 'function') throw new TypeError('withRows: the dataset must have iterate');
  const iterate = (pass: Pass) => source.iterate!(pass);
  known.set(iterate, rows);
  return { size, iterate, [Symbol.asyncIterator]: () => source[Symbol.asyncIterator]() };
};
