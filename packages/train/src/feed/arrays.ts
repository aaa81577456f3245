// internal: whole arrays, cut into batches by row number

import { formatShape, show } from '@kindling/core';
import type { HostArray } from '@kindling/data';
import { type DataType, gather, slice, Tensor, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';

type Column = Tensor | HostArray;

/** Named columns of one length. */
export interface Table<B> {
  readonly rows: number;
  /** The rows of one batch, as tensors of the caller's own. */
  batch(rows: Int32Array): B;
}

/** The inputs' names and dtypes, as a model gives them. */
export interface Signature {
  readonly inputNames: readonly string[] | undefined;
  readonly outputNames: readonly string[] | undefined;
  readonly inputs: readonly { readonly name: string; readonly dtype: DataType }[];
}

/** Whole arrays as they were given: `x`, and where there are any, `y` and `sampleWeight`. */
export interface Whole {
  readonly x: unknown;
  readonly y?: unknown;
  readonly sampleWeight?: unknown;
}

/** A table of `x`, `y` and `sampleWeight`, as far as given; the caller says which batch that makes. */
export const table = <B extends Partial<Batch<unknown, unknown>>>(
  owner: string,
  arrays: Whole,
  signature: Signature,
): Table<B> => {
  const names = { x: signature.inputNames, y: signature.outputNames, sampleWeight: undefined };
  const dtypes = { x: signature.inputs.map(({ dtype }) => dtype), y: [], sampleWeight: ['float32'] } as const;
  const given = (['x', 'y', 'sampleWeight'] as const)
    .filter((what) => arrays[what] !== undefined)
    .map((what) => ({ what, columns: columnsOf(owner, what, arrays[what], names[what], dtypes[what]) }));
  return {
    rows: commonLength(
      owner,
      given.flatMap(({ columns }) => columns),
    ),
    batch: (rows) =>
      Object.fromEntries(given.map(({ what, columns }) => [what, take(columns, names[what], rows)])) as B,
  };
};

interface Named {
  readonly label: string;
  readonly column: Column;
  /** What the model reads; targets are read as they are. */
  readonly wanted: DataType | undefined;
}

const columnsOf = (
  owner: string,
  what: string,
  value: unknown,
  names: readonly string[] | undefined,
  dtypes: readonly DataType[],
): readonly Named[] => {
  const named = (label: string, column: unknown, wanted: DataType | undefined): Named => ({
    label,
    column: requireColumn(owner, label, column, wanted),
    wanted,
  });
  if (names === undefined) return [named(what, value, dtypes[0])];
  if (typeof value !== 'object' || value === null || value instanceof Tensor) {
    throw new Error(`${owner}: ${what} must be a record of ${names.join(', ')}, got ${show(value)}`);
  }
  const record = value as Readonly<Record<string, unknown>>;
  const extra = Object.keys(record).filter((name) => !names.includes(name));
  if (extra.length > 0)
    throw new Error(`${owner}: ${what} has ${extra.join(', ')}, which the model has not; it has ${names.join(', ')}`);
  return names.map((name, i) => named(`${what}.${name}`, record[name], dtypes[i]));
};

const requireColumn = (owner: string, label: string, value: unknown, wanted: DataType | undefined): Column => {
  if (!(value instanceof Tensor) && !isHostArray(value)) {
    throw new Error(
      `${owner}: ${label} must be a tensor or a host array, got ${show(value)}; hostArray(data, shape) makes one of a typed array`,
    );
  }
  const { shape } = value;
  if (shape.length === 0)
    throw new Error(`${owner}: ${label} must have a first axis of samples, got the shape ${formatShape(shape)}`);
  if (value instanceof Tensor) return value;
  const { data } = value;
  if (data.length !== lengthOf(shape))
    throw new Error(
      `${owner}: ${label} has the shape ${formatShape(shape)}, of ${lengthOf(shape)} numbers, but data has ${data.length}`,
    );
  if (data instanceof Float32Array && (wanted ?? 'float32') !== 'float32')
    throw new Error(`${owner}: ${label} must be of integers, as the model reads ${wanted}, got a Float32Array`);
  return value;
};

const isHostArray = (value: unknown): value is HostArray => {
  const { data, shape } = (value ?? {}) as Partial<HostArray>;
  return Array.isArray(shape) && [Uint8Array, Int32Array, Float32Array].some((kind) => data instanceof kind);
};

const lengthOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

const commonLength = (owner: string, columns: readonly Named[]): number => {
  const lengths = columns.map(({ column }) => column.shape[0] ?? 0);
  const [rows = 0] = lengths;
  if (lengths.some((length) => length !== rows)) {
    const counts = columns.map(({ label }, i) => `${label} has ${lengths[i]}`).join(', ');
    throw new Error(`${owner}: all arrays must have the same number of samples, but ${counts}`);
  }
  if (rows === 0)
    throw new Error(
      `${owner}: there is no sample: ${columns[0]?.label} has the shape ${formatShape(columns[0]?.column.shape ?? [])}`,
    );
  return rows;
};

const take = (
  columns: readonly Named[],
  names: readonly string[] | undefined,
  rows: Int32Array,
): Tensor | Record<string, Tensor> => {
  const tensors = columns.map(({ column, wanted }) =>
    column instanceof Tensor ? takeOnDevice(column, rows) : takeOnHost(column, rows, wanted),
  );
  return names === undefined
    ? (tensors[0] as Tensor)
    : Object.fromEntries(names.map((name, i) => [name, tensors[i] as Tensor]));
};

const isRun = (rows: Int32Array): boolean => rows.every((row, i) => row === (rows[0] as number) + i);

const takeOnDevice = (column: Tensor, rows: Int32Array): Tensor =>
  isRun(rows)
    ? slice(column, [rows[0] ?? 0, ...column.shape.slice(1).map(() => 0)], [rows.length, ...column.shape.slice(1)])
    : tidy(() => gather(column, tensor1d(rows, 'int32')));

/** Bytes and integers become float32 where the model reads float32; else integers stay integers, as labels do. */
const takeOnHost = ({ data, shape }: HostArray, rows: Int32Array, wanted: DataType | undefined): Tensor => {
  const dtype = wanted ?? (data instanceof Float32Array ? 'float32' : 'int32');
  const size = lengthOf(shape.slice(1));
  const values = dtype === 'float32' ? new Float32Array(rows.length * size) : new Int32Array(rows.length * size);
  rows.forEach((row, i) => {
    values.set(data.subarray(row * size, (row + 1) * size), i * size);
  });
  return tensor(values, [rows.length, ...shape.slice(1)], dtype);
};
