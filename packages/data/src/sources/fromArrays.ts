import { show } from '@kindling/core';
import { Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Dataset } from '../dataset/dataset.ts';
import { fromTable } from '../dataset/table.ts';
import { type Column, hostColumn, tensorColumn } from '../host/column.ts';
import { type HostArray, hostArray, isHostArray, isTypedArray, type TypedArray } from '../host/hostArray.ts';
import { nestedArray } from '../host/nestedArray.ts';

/** Numbers in lists of lists of one length. */
export type Nested = readonly number[] | readonly Nested[];

/** One row: a number where rows are numbers, else a host array. */
export type Row<T> =
  T extends HostArray<infer D, infer S>
    ? S extends readonly [number]
      ? number
      : HostArray<D>
    : T extends TypedArray | readonly number[] | Tensor1D
      ? number
      : T extends Nested
        ? HostArray<Float32Array>
        : T extends Tensor
          ? number | HostArray
          : never;

/** One element: a row of every array, by name. Functions among the arrays, such as `slice`, are left out. */
export type Rows<T> = { [K in keyof T as T[K] extends (...args: never) => unknown ? never : K]: Row<T[K]> };

/**
 * The rows of arrays that belong together, in order: element i holds row i of each, by name.
 *
 * Arrays are host arrays, typed arrays (a vector), lists of numbers (they become float32) or tensors. None is copied:
 * `shuffle`, `take`, `skip`, `filter`, `repeat` and `split` reorder row numbers and `batch` copies each row once.
 * Tensors stay the caller's: they must live as long as the dataset is read, and are read back only where rows are looked at one by one.
 *
 * @param arrays a record of arrays with the same number of rows
 * @throws Error for arrays of different length, ragged lists, and anything that is no array of numbers
 * @example
 * const points = fromArrays({ x: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 1, 1, 0] });
 * for await (const { x, y } of points) console.log(x.at(0), x.at(1), y);
 */
export const fromArrays = <T extends object>(arrays: T): Dataset<Rows<T>> => {
  requireRecord(arrays);
  const columns = Object.entries(arrays)
    .filter(([, array]) => typeof array !== 'function')
    .map(([name, array]) => ({ name, ...columnOf(name, array) }));
  const size = commonLength(columns);
  const onHost = columns.every((column) => column.onHost);
  const each = <V>(part: (column: Column) => V) => columns.map((column) => [column.name, part(column)] as const);
  return fromTable(
    {
      order: (_pass, skip) => upwards(skip, size),
      onHost,
      row: (number) => {
        const values = each(({ row }) => row(number));
        return onHost ? record(values) : Promise.all(values.map(settled)).then(record<Rows<T>>);
      },
      gather: (numbers) => tidy(() => record(each(({ gather }) => gather(numbers)))),
    },
    size,
  );
};

function* upwards(from: number, to: number): Generator<number, void, undefined> {
  for (let number = from; number < to; number++) yield number;
}

const requireRecord = (arrays: unknown): void => {
  const isRecord = typeof arrays === 'object' && arrays !== null && !(arrays instanceof Tensor);
  if (isRecord && !Array.isArray(arrays) && !isTypedArray(arrays) && !isHostArray(arrays)) return;
  throw new TypeError(`fromArrays: arrays must be a record of arrays, as in { x, y }, got ${show(arrays)}`);
};

const record = <T>(entries: readonly (readonly [string, unknown])[]): T => Object.fromEntries(entries) as T;

const settled = async ([name, value]: readonly [string, unknown]) => [name, await value] as const;

const columnOf = (name: string, array: unknown): Column => {
  if (array instanceof Tensor) return tensorColumn(`fromArrays: ${name}`, array);
  if (isTypedArray(array)) return hostColumn(hostArray(array, [array.length]));
  if (Array.isArray(array)) return hostColumn(nestedArray(`fromArrays: ${name}`, array));
  if (isHostArray(array)) return hostColumn(array);
  throw new TypeError(
    `fromArrays: ${name} must be a host array, a typed array, a tensor or lists of numbers, got ${show(array)}`,
  );
};

const commonLength = (columns: readonly (Column & { readonly name: string })[]): number => {
  const [first] = columns;
  if (first === undefined) throw new Error('fromArrays: there must be at least one array, as in { x, y }');
  if (columns.some(({ length }) => length !== first.length)) {
    const lengths = columns.map(({ name, length }) => `${name} has ${length}`).join(', ');
    throw new Error(`fromArrays: all arrays must have the same number of rows, but ${lengths}`);
  }
  return first.length;
};
