// internal: the tensors of rows that came one by one
import { formatShape, show, sizeOf } from '@kindling/core';
import { Tensor, tensor } from '@tensorflow/tfjs-core';
import { type ColumnType, dtypeOf, type Value, zeros } from './column.ts';
import { hostArray, isHostArray } from './hostArray.ts';
import { nestedArray } from './nestedArray.ts';
import { storedArray } from './storedArray.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Records as one record of tensors. */
export const stackRecords = (elements: readonly unknown[]): Fields => stackFields('', elements.map(recordOf));

const stackFields = (path: string, records: readonly Fields[]): Fields =>
  Object.fromEntries(
    fieldsOf(path, records).map((name) => {
      const values = records.map((record) => record[name]);
      const label = `${path}${name}`;
      return [name, values.every(isRecord) ? stackFields(`${label}.`, values) : stack(label, values)];
    }),
  );

/** The fields of the first record, which all others must have, and no more. */
const fieldsOf = (path: string, records: readonly Fields[]): readonly string[] => {
  const names = Object.keys(records[0]!);
  const known = new Set(names);
  for (const record of records) {
    const other =
      names.find((name) => !Object.hasOwn(record, name)) ?? Object.keys(record).find((name) => !known.has(name));
    if (other !== undefined) throw mixedFields(`${path}${other}`);
  }
  return names;
};

/** The dtype of each tensor of a batch, by its name as errors write it: `x.left`. */
export type Types = ReadonlyMap<string, string>;

export const typesOf = (batch: object, path = ''): Types =>
  new Map(
    Object.entries(batch).flatMap(([name, part]): [string, string][] =>
      part instanceof Tensor ? [[`${path}${name}`, part.dtype]] : [...typesOf(part as object, `${path}${name}.`)],
    ),
  );

/** A pass goes on as it began: no later batch drops or adds a field, or is of another type. */
export const requireTypes = (first: Types, next: Types): void => {
  for (const [name, dtype] of next) {
    const before = first.get(name);
    if (before === undefined) throw mixedFields(name);
    if (before !== dtype) throw mixedTypes(name, before, dtype);
  }
  const absent = [...first.keys()].find((name) => !next.has(name));
  if (absent !== undefined) throw mixedFields(absent);
};

const mixedFields = (name: string): Error =>
  new Error(`batch: some elements have ${name} and some do not; give it to all of them or to none`);

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Tensor || Array.isArray(value) || ArrayBuffer.isView(value) || isHostArray(value));

const recordOf = (element: unknown): Fields => {
  if (isRecord(element)) return { ...element };
  throw new TypeError(`batch: elements must be records such as { x, y }, got ${show(element)}`);
};

/**
 * The tensor of rows that came one by one. Plain numbers carry no type: they become float32. All rows count: a type or
 * shape that differs from the first one's is refused.
 */
export const stack = (name: string, rows: readonly unknown[]): Tensor => {
  const values = rows.map((row) => asValue(name, row));
  const first = values[0]!;
  const rowShape = shapeOf(first);
  const size = sizeOf(rowShape);
  const dtype = typeOf(first);
  const all = zeros(dtype, rows.length * size);
  values.forEach((value, i) => {
    if (formatShape(shapeOf(value)) !== formatShape(rowShape)) {
      const [one, other] = [rowShape, shapeOf(value)].map(formatShape);
      throw new Error(`batch: ${name} must have one shape in all elements, got ${one} and ${other}`);
    }
    if (typeOf(value) !== dtype) throw mixedTypes(name, kindOf(first), kindOf(value));
    if (typeof value === 'number') all[i] = value;
    else all.set(value.data, i * size);
  });
  return tensor(all, [rows.length, ...rowShape], dtype);
};

/** `batch: x must be of one type in all elements, got Int32Array and Float32Array; ...` */
const mixedTypes = (name: string, one: string, other: string): Error =>
  new TypeError(
    `batch: ${name} must be of one type in all elements, got ${one} and ${other}; make them alike with map, before batch`,
  );

const shapeOf = (value: Value): readonly number[] => (typeof value === 'number' ? [] : value.shape);

const typeOf = (value: Value): ColumnType =>
  typeof value === 'number' ? 'float32' : dtypeOf(value.data, shapeOf(value));

const kindOf = (value: Value): string => (typeof value === 'number' ? 'a number' : show(value.data));

/** A row as a number or a host array, of whatever holds its numbers. */
const asValue = (name: string, value: unknown): Value => {
  if (typeof value === 'number' || isHostArray(value)) return value;
  if (Array.isArray(value)) return nestedArray(`batch: ${name}`, value);
  const data = storedArray('batch', name, value);
  if (data !== undefined) return hostArray(data, [data.length]);
  throw new TypeError(
    value instanceof Tensor
      ? `batch: ${name} is a tensor: elements hold numbers and host arrays until they are batched; map to tensors after batch`
      : `batch: ${name} must be a number or a host array, got ${show(value)}; hostArray(data, shape) makes one`,
  );
};
