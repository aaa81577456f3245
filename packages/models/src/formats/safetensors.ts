// internal: the file format; the entry `@kindling/models/safetensors`
import { formatShape, show } from '@kindling/core';
import { repeatedKey } from './repeatedKey.ts';

/** Bytes of one element, by the format's own names. */
const elementBytes = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

/** The element types of a safetensors file. */
export type SafetensorsType = keyof typeof elementBytes;

/** A tensor as a file holds it: little-endian elements in row-major order. */
export interface SafetensorsEntry {
  readonly dtype: SafetensorsType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** What a safetensors file says: tensors by name, and strings by name. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

const metadataKey = '__metadata__';
const alignment = 8;

const fault = (message: string): Error => new Error(`safetensors: ${message}`);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const requireName = (name: string): void => {
  if (name === '__proto__' || name === metadataKey) throw fault(`a tensor must not be named ${show(name)}`);
};

/** The bytes that a shape of elements takes, where that is a size that a file can have. */
const sizeOf = (name: string, dtype: unknown, shape: unknown): number => {
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype)) {
    const known = Object.keys(elementBytes).join(', ');
    throw fault(`tensor ${show(name)} has the unknown dtype ${show(dtype)}. Known: ${known}`);
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw fault(`the shape of tensor ${show(name)} must be a list of integers of at least 0, got ${show(shape)}`);
  }
  const size = shape.reduce((product: number, length) => product * length, elementBytes[dtype as SafetensorsType]);
  if (!isCount(size)) throw fault(`the shape of tensor ${show(name)} is too large, got ${show(shape)}`);
  return size;
};

/**
 * Writes a safetensors file: 8 bytes of header length, a JSON header filled up with spaces to a multiple of 8 bytes,
 * and the tensors without gaps, wide elements first so that each is aligned, otherwise in the order given.
 *
 * @see https://github.com/huggingface/safetensors#format
 * @throws Error for bytes that do not fit dtype and shape, and for the names `__proto__` and `__metadata__`
 */
export const encodeSafetensors = ({ tensors, metadata }: Safetensors): Uint8Array<ArrayBuffer> => {
  const wideFirst = [...tensors].sort(([, a], [, b]) => elementBytes[b.dtype] - elementBytes[a.dtype]);
  const header: [string, unknown][] = metadata.size > 0 ? [[metadataKey, Object.fromEntries(metadata)]] : [];
  let end = 0;
  for (const [name, { dtype, shape, bytes }] of wideFirst) {
    requireName(name);
    const size = sizeOf(name, dtype, shape);
    if (bytes.length !== size) {
      throw fault(`tensor ${show(name)} of ${dtype} ${formatShape(shape)} takes ${size} bytes, got ${bytes.length}`);
    }
    header.push([name, { dtype, shape, data_offsets: [end, end + size] }]);
    end += size;
  }

  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const dataStart = alignment + Math.ceil(json.length / alignment) * alignment;
  const file = new Uint8Array(dataStart + end).fill(' '.charCodeAt(0), alignment, dataStart);
  new DataView(file.buffer).setBigUint64(0, BigInt(dataStart - alignment), true);
  file.set(json, alignment);
  let at = dataStart;
  for (const [, { bytes }] of wideFirst) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
};

/**
 * Reads a safetensors file. Every byte must belong to exactly one tensor, as the format demands. The bytes of the
 * result are views into `file`; copy them before making tensors of them.
 *
 * @see https://github.com/huggingface/safetensors#format
 * @throws Error that says what is wrong with the file: cut, not safetensors, or tensors that overlap or leave holes
 */
export const decodeSafetensors = (file: Uint8Array): Safetensors => {
  const { header, data } = split(file);
  const { [metadataKey]: metadata = {}, ...named } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw fault(`${metadataKey} must be a record of strings, got ${show(metadata)}`);
  }

  const spans = Object.entries(named).map(([name, entry]) => span(name, entry));
  spans.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of spans) {
    if (begin < covered) throw fault(`tensor ${show(name)} begins at byte ${begin}, inside the tensor before it`);
    if (begin > covered) throw fault(`bytes ${covered} to ${begin} of the data belong to no tensor`);
    if (end > data.length) {
      throw fault(`tensor ${show(name)} ends at byte ${end} of the data, which has ${data.length}: is the file cut?`);
    }
    covered = end;
  }
  if (covered < data.length) throw fault(`bytes ${covered} to ${data.length} of the data belong to no tensor`);

  return {
    tensors: new Map(
      spans.map(({ name, begin, end, dtype, shape }) => [name, { dtype, shape, bytes: data.subarray(begin, end) }]),
    ),
    metadata: new Map(Object.entries(metadata as Record<string, string>)),
  };
};

/** The header as JSON, and the bytes behind it. */
const split = (file: Uint8Array): { header: Readonly<Record<string, unknown>>; data: Uint8Array } => {
  if (!(file instanceof Uint8Array)) throw fault(`expected the bytes of a file as a Uint8Array, got ${show(file)}`);
  if (file.length < 8) throw fault(`a file opens with 8 bytes of header length, got ${file.length} bytes in all`);
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > file.length - 8) {
    throw fault(`the header should have ${length} bytes, but ${file.length - 8} are left: cut, or not safetensors`);
  }
  const dataStart = 8 + Number(length);
  const header = parse(file.subarray(8, dataStart));
  if (!isRecord(header)) throw fault(`the header must be a JSON object, got ${show(header)}`);
  return { header, data: file.subarray(dataStart) };
};

const parse = (bytes: Uint8Array): unknown => {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error('safetensors: the header is not JSON in UTF-8', { cause });
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) throw fault(`the header has the key ${show(twice)} twice`);
  return value;
};

/** Where a tensor lies, with offsets that fit its dtype and shape. */
const span = (
  name: string,
  entry: unknown,
): Omit<SafetensorsEntry, 'bytes'> & Record<'begin' | 'end', number> & { name: string } => {
  requireName(name);
  if (!isRecord(entry)) throw fault(`tensor ${show(name)} must be an object, got ${show(entry)}`);
  const { dtype, shape, data_offsets: offsets } = entry;
  const size = sizeOf(name, dtype, shape);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    throw fault(`data_offsets of tensor ${show(name)} must be two integers of at least 0, got ${show(offsets)}`);
  }
  const [begin, end] = offsets as [number, number];
  if (end - begin !== size) {
    throw fault(`tensor ${show(name)} takes ${size} bytes, but its data_offsets are ${show(offsets)}`);
  }
  return { name, begin, end, dtype: dtype as SafetensorsType, shape: shape as readonly number[] };
};
