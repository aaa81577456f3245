// internal: datasets over arrays, whose rows have numbers: stages reorder the numbers, `batch` gathers the rows
import type { RowBatch } from '@kindling/core';
import type { Batched } from './batched.ts';
import { type Dataset, dataset } from './dataset.ts';

/** Rows that can be reached by number. */
export interface Table<T> {
  /** The numbers of the rows in the order of a pass, without the first `skip`: rows left out are not looked at. */
  order(pass: number, skip: number): Iterable<number>;
  row(number: number): T | Promise<T>;
  /** Whether `row` answers at once. */
  readonly onHost: boolean;
  /** Rows as one tensor a column, with one copy a row. */
  gather(numbers: readonly number[]): Batched<T>;
  /** The same, for others to gather; where all columns are on the host. */
  readonly rowBatch?: ((numbers: readonly number[]) => RowBatch<Batched<T>>) | undefined;
}

export interface HostTable<T> extends Table<T> {
  row(number: number): T;
}

export const isOnHost = <T>(table: Table<T> | undefined): table is HostTable<T> => table?.onHost === true;

/** By the function that gives the same rows one by one: a dataset with another one has not this table. */
const known = new WeakMap<NonNullable<Dataset<unknown>['iterate']>, Table<unknown>>();

/** The table behind a dataset, when it has one. */
export const tableOf = <T>({ iterate }: Dataset<T>): Table<T> | undefined =>
  iterate === undefined ? undefined : (known.get(iterate) as Table<T> | undefined);

/** A dataset over a table; `size` as far as known. */
export const fromTable = <T>(table: Table<T>, size: number | undefined): Dataset<T> => {
  const source = dataset<T>({
    size,
    async *iterate({ pass, skip }) {
      for (const number of table.order(pass, skip)) yield table.row(number);
    },
  });
  known.set(source.iterate!, table);
  return source;
};

/** All but the first `count`, where one cannot know which these are without going through them. */
export function* skipping(numbers: Iterable<number>, count: number): Generator<number, void, undefined> {
  let left = count;
  for (const number of numbers) {
    if (left === 0) yield number;
    else left -= 1;
  }
}
