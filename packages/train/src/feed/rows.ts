// internal: whole arrays as a dataset of rows

import { formatShape, ownValue, requireAlive, show } from '@kindling/core';
import { type Dataset, fromArrays, type HostArray, isHostArray } from '@kindling/data';
import { type DataType, Tensor, util } from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';

type Column = Tensor | HostArray;

/** Rows that `batch` makes batches of. */
export type BatchRow = { readonly [K in keyof Batch<never, never>]: number };

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

/**
 * The rows of `x`, `y` and `sampleWeight`, as far as given. Inputs become what the model reads, integer targets stay
 * integers, bytes among them, and weights are float32; a tensor keeps its type.
 */
export const rowsOf = (owner: string, arrays: Whole, signature: Signature): Dataset<BatchRow> => {
  const names = { x: signature.inputNames, y: signature.outputNames, sampleWeight: undefined };
  const dtypes = { x: signature.inputs.map(({ dtype }) => dtype), y: [], sampleWeight: ['float32'] } as const;
  const given = (['x', 'y', 'sampleWeight'] as const)
    .filter((what) => arrays[what] !== undefined)
    .map((what) => ({ what, columns: namedColumns(owner, what, arrays[what], names[what], dtypes[what]) }));
  requireCommonLength(
    owner,
    given.flatMap(({ columns }) => columns),
  );
  const shaped = (part: (column: Named) => unknown): object =>
    Object.fromEntries(given.map(({ what, columns }) => [what, arranged(columns.map(part), names[what])]));
  return fromArrays(
    shaped(({ column }) => column),
    { dtypes: shaped(wantedType) },
  ) as Dataset<BatchRow>;
};

interface Named {
  readonly label: string;
  readonly column: Column;
  /** What the model reads; targets are read as they are. */
  readonly wanted: DataType | undefined;
}

const namedColumns = (
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
    throw new Error(
      `${owner}: ${what} has ${extra.join(', ')}, which the model does not have; it has ${names.join(', ')}`,
    );
  return names.map((name, i) => named(`${what}.${name}`, ownValue(record, name), dtypes[i]));
};

/** Refuses a host array in which numbers are missing, or left over. */
const requireWhole = (owner: string, label: string, value: unknown): void => {
  const { data, shape } = Object(value) as Partial<HostArray>;
  if (!ArrayBuffer.isView(data) || !Array.isArray(shape)) return;
  const size = util.sizeFromShape([...shape]);
  if (data.length === size) return;
  throw new Error(
    `${owner}: ${label} has the shape ${formatShape(shape)}, of ${size} numbers, but data has ${data.length}`,
  );
};

const requireColumn = (owner: string, label: string, value: unknown, wanted: DataType | undefined): Column => {
  requireAlive(owner, label, value);
  if (!(value instanceof Tensor) && !isHostArray(value)) {
    requireWhole(owner, label, value);
    throw new Error(
      `${owner}: ${label} must be a tensor or a host array, got ${show(value)}; hostArray(data, shape) makes one of a typed array`,
    );
  }
  const { shape } = value;
  if (shape.length === 0)
    throw new Error(`${owner}: ${label} must have a first axis of samples, got the shape ${formatShape(shape)}`);
  if (value instanceof Tensor) return value;
  const { data } = value;
  if (data instanceof Float32Array && (wanted ?? 'float32') !== 'float32')
    throw new Error(`${owner}: ${label} must be of integers, as the model reads ${wanted}, got a Float32Array`);
  return value;
};

/**
 * Bytes and integers become float32 where the model reads float32; else integers stay integers, as labels do. It goes
 * before the rule of `fromArrays` (data's host/column.ts), which does not know the model.
 */
const wantedType = ({ column, wanted }: Named): DataType | undefined => {
  if (column instanceof Tensor) return undefined;
  return wanted ?? (column.data instanceof Float32Array ? 'float32' : 'int32');
};

const arranged = (values: readonly unknown[], names: readonly string[] | undefined): unknown =>
  names === undefined ? values[0] : Object.fromEntries(names.map((name, i) => [name, values[i]]));

const requireCommonLength = (owner: string, columns: readonly Named[]): void => {
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
};
