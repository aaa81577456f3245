import { optional, optionOf, type RowBatch, readOptions, rowBatch, show } from '@kindling/core';
import { type Tensor, type Tensor1D, type TensorContainerObject, tidy } from '@tensorflow/tfjs-core';
import type { Batched } from '../dataset/batched.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { fromTable } from '../dataset/table.ts';
import { type Column, type ColumnType, type HostColumn, isHostColumn } from '../host/column.ts';
import { type Columns, columnsOf, commonLength, isRecord, leavesOf, rebuilt } from '../host/columns.ts';
import type { HostArray } from '../host/hostArray.ts';
import type { Stored, TypedArray } from '../host/typedArray.ts';

/** Numbers in lists of lists of one length. */
export type Nested = readonly number[] | readonly Nested[];

type Flat = TypedArray | Uint8ClampedArray;

/** One row: a number where rows are numbers, a record of rows for a record of arrays, else a host array. */
export type Row<T> =
  T extends HostArray<infer D, infer S>
    ? S extends readonly [number]
      ? number
      : HostArray<D>
    : T extends Flat | readonly number[] | Tensor1D
      ? number
      : T extends Nested
        ? HostArray<Float32Array>
        : T extends readonly (infer A)[]
          ? HostArray<A extends HostArray<infer D> ? D : A extends Flat ? Stored<A> : TypedArray>
          : T extends Tensor
            ? number | HostArray
            : T extends object
              ? Rows<T>
              : never;

/** One element: a row of every array, by name. Functions among the arrays, such as `slice`, are left out. */
export type Rows<T> = { [K in keyof T as T[K] extends (...args: never) => unknown ? never : K]: Row<T[K]> };

/** The type of each column by its name, nested as the arrays are. */
export type ColumnTypes<T> = {
  readonly [K in keyof T]?: T[K] extends HostArray | Flat | Tensor | readonly unknown[]
    ? ColumnType
    : ColumnTypes<T[K]>;
};

export interface FromArraysOptions<T> {
  /**
   * What columns become in tensors, `{ x: 'float32', y: 'int32' }`. Default: the type of each array, as `batch` says.
   */
  readonly dtypes?: ColumnTypes<T> | undefined;
}

/**
 * The rows of arrays that belong together, in order: element i holds row i of each, by name.
 *
 * Arrays are host arrays, typed arrays (a vector), tensors, lists of numbers (they become float32), lists of arrays,
 * one a row (they keep their type), or records of these. Lists are copied once, and nothing else: `shuffle`, `take`,
 * `skip`, `filter`, `repeat` and `split` reorder row numbers and `batch` copies each row once. Tensors stay the
 * caller's: they must live as long as the dataset is read, and are read back only where rows are looked at one by one.
 *
 * @param arrays a record of arrays with the same number of rows
 * @throws Error for arrays of different length, ragged lists and lists with holes, anything that is not an array of
 *   numbers, and for fractions that are to become int32
 * @example
 * ```ts
 * import { fromArrays } from '@kindling/data';
 *
 * const points = fromArrays({ x: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 1, 1, 0] }, { dtypes: { y: 'int32' } });
 * for await (const { x, y } of points) console.log(x.at(0), x.at(1), y);
 * ```
 */
export const fromArrays = <T extends object>(arrays: T, options?: FromArraysOptions<T>): Dataset<Rows<T>> => {
  requireRecord(arrays);
  const { dtypes } = readOptions('fromArrays', optionTable<T>(), options);
  const columns = columnsOf('', arrays, dtypes);
  const leaves = leavesOf('', columns);
  const size = commonLength(leaves);
  const onHost = leaves.every(({ column }) => column.onHost);
  return fromTable<Rows<T>>(
    {
      order: (_pass, skip) => upwards(skip, size),
      onHost,
      row: (number) => {
        if (onHost) return rebuilt(columns, ({ row }) => row(number)) as Rows<T>;
        const rows = leaves.map(async ({ column }) => [column, await column.row(number)] as const);
        return Promise.all(rows).then((read) => {
          const values = new Map<Column, unknown>(read);
          return rebuilt(columns, (column) => values.get(column)) as Rows<T>;
        });
      },
      gather: (numbers) =>
        tidy(() => rebuilt(columns, ({ gather }) => gather(numbers)) as TensorContainerObject) as Batched<Rows<T>>,
      rowBatch: rowBatches<T>(columns),
    },
    size,
  );
};

/** Undefined where a column is a tensor. */
const rowBatches = <T>(columns: Columns): ((rows: readonly number[]) => RowBatch<Batched<Rows<T>>>) | undefined => {
  const all = leavesOf('', columns).map(({ column }) => column);
  const hosts = all.filter(isHostColumn);
  if (hosts.length < all.length) return undefined;
  const madeBy = JSON.stringify(
    rebuilt(columns, (column) => {
      const { shape, isBytes, dtype } = column as HostColumn;
      return `${isBytes ? 'bytes as ' : ''}${dtype}[${shape}]`;
    }),
  );
  const make = (tensors: readonly Tensor[]) =>
    rebuilt(columns, (column) => tensors[all.indexOf(column)]) as Batched<Rows<T>>;
  return (rows) => rowBatch({ columns: hosts, rows, make, madeBy });
};

const optionTable = <T>() => ({
  dtypes: optional(
    optionOf<ColumnTypes<T>>((owner, name, value) => {
      if (typeof value === 'object' && value !== null) return;
      throw new TypeError(`${owner}: ${name} must be a record of types by name, got ${show(value)}`);
    }),
  ),
});

function* upwards(from: number, to: number): Generator<number, void, undefined> {
  for (let number = from; number < to; number++) yield number;
}

const requireRecord = (arrays: unknown): void => {
  if (isRecord(arrays)) return;
  throw new TypeError(`fromArrays: arrays must be a record of arrays, as in { x, y }, got ${show(arrays)}`);
};
