// internal: the columns of a record of arrays, records among them
import { oneOf, ownValue, requireOptions, show } from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';
import { type Column, type ColumnType, hostColumn, tensorColumn } from './column.ts';
import { type HostArray, hostArray, isHostArray } from './hostArray.ts';
import { nestedArray } from './nestedArray.ts';
import { storedArray } from './storedArray.ts';

/** Columns by name; a record of arrays is a map of its own. */
export type Columns = ReadonlyMap<string, Column | Columns>;

/** The record of the columns' names over other values. */
export const rebuilt = (columns: Columns, value: (column: Column) => unknown): object =>
  Object.fromEntries(
    Array.from(columns, ([name, part]) => [name, part instanceof Map ? rebuilt(part, value) : value(part as Column)]),
  );

/** All columns, with their names as errors write them: `x.left`. */
export const leavesOf = (
  path: string,
  columns: Columns,
): readonly { readonly name: string; readonly column: Column }[] =>
  Array.from(columns).flatMap(([name, part]) =>
    part instanceof Map ? leavesOf(`${path}${name}.`, part) : [{ name: `${path}${name}`, column: part as Column }],
  );

export const columnsOf = (path: string, arrays: object, dtypes: object | undefined): Columns => {
  const given = Object.entries(arrays).filter(([, array]) => typeof array !== 'function');
  const types = (dtypes ?? {}) as Readonly<Record<string, unknown>>;
  const owner = path === '' ? 'fromArrays: dtypes' : `fromArrays: dtypes of ${path.slice(0, -1)}`;
  requireOptions(
    owner,
    types,
    given.map(([name]) => name),
  );
  return new Map(
    given.map(([name, array]): [string, Column | Columns] => {
      const label = `${path}${name}`;
      const type = ownValue(types, name);
      if (isRecord(array)) return [name, columnsOf(`${label}.`, array, type as object | undefined)];
      return [
        name,
        columnOf(label, array, type === undefined ? undefined : columnType.read('fromArrays', `dtypes.${label}`, type)),
      ];
    }),
  );
};

const columnType = oneOf(['float32', 'int32', 'bool']);

export const isRecord = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Tensor || Array.isArray(value) || ArrayBuffer.isView(value) || isHostArray(value));

const columnOf = (name: string, array: unknown, type: ColumnType | undefined): Column => {
  const owner = `fromArrays: ${name}`;
  if (array instanceof Tensor) return tensorColumn(owner, array, type);
  const data = storedArray('fromArrays', name, array);
  if (data !== undefined) return hostColumn(owner, hostArray(data, [data.length]), type);
  if (Array.isArray(array)) return hostColumn(owner, listed(owner, array, type), type);
  if (isHostArray(array)) return hostColumn(owner, array, type);
  throw new TypeError(`${owner} must be a host array, a typed array, a tensor or lists of numbers, got ${show(array)}`);
};

/** Lists of numbers carry no type: they are float32, or int32 where that is requested and all are integers. */
const listed = (owner: string, lists: readonly unknown[], type: ColumnType | undefined): HostArray => {
  const array = nestedArray(owner, lists);
  if ((type ?? 'float32') === 'float32' || !(array.data instanceof Float32Array)) return array;
  const fraction = array.data.find((value) => !Number.isInteger(value));
  if (fraction === undefined) return hostArray(Int32Array.from(array.data), array.shape);
  throw new TypeError(`${owner} must hold integers to become ${type}, got ${fraction}`);
};

export const commonLength = (columns: readonly { readonly name: string; readonly column: Column }[]): number => {
  const [first] = columns;
  if (first === undefined) throw new Error('fromArrays: there must be at least one array, as in { x, y }');
  const { length } = first.column;
  if (columns.some(({ column }) => column.length !== length)) {
    const lengths = columns.map(({ name, column }) => `${name} has ${column.length}`).join(', ');
    throw new Error(`fromArrays: all arrays must have the same number of rows, but ${lengths}`);
  }
  return length;
};
