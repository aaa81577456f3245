// internal: what stands before the data of a safetensors file
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

/** A tensor without its bytes. */
export interface SafetensorsInfo {
  readonly dtype: SafetensorsType;
  readonly shape: readonly number[];
}

/** Where a tensor's bytes lie in the data. */
export interface SafetensorsSpan extends SafetensorsInfo {
  readonly begin: number;
  readonly end: number;
}

/** What a header says: spans by name in the order of the data, and strings by name. */
export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, SafetensorsSpan>;
  readonly metadata: ReadonlyMap<string, string>;
}

const metadataKey = '__metadata__';

/** What stands before the header: its length. */
export const prefixBytes = 8;

/** The reference implementation's limit: what says more is refused before anything is read. */
const mostHeaderBytes = 100_000_000;

export const fault = (message: string): Error => new Error(`safetensors: ${message}`);

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
 * Header and its length, filled up to a multiple of 8 bytes; and the names in the order of the data, wide elements
 * first.
 */
export const encodeHeader = (
  tensors: ReadonlyMap<string, SafetensorsInfo & { readonly bytes: { readonly length: number } }>,
  metadata: ReadonlyMap<string, string>,
): { head: Uint8Array<ArrayBuffer>; names: readonly string[] } => {
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
  const length = Math.ceil(json.length / prefixBytes) * prefixBytes;
  requireHeaderLength(length);
  const head = new Uint8Array(prefixBytes + length).fill(' '.charCodeAt(0), prefixBytes);
  new DataView(head.buffer).setBigUint64(0, BigInt(length), true);
  head.set(json, prefixBytes);
  return { head, names: wideFirst.map(([name]) => name) };
};

const requireHeaderLength = (length: number | bigint): void => {
  if (length <= mostHeaderBytes) return;
  throw fault(`the header may have ${mostHeaderBytes} bytes, and it should have ${length}: not safetensors`);
};

/** How long the header is, of a file of `size` bytes that opens with `prefix`. */
export const headerLength = (prefix: Uint8Array, size: number): number => {
  if (size < prefixBytes) throw fault(`a file opens with 8 bytes of header length, got ${size} bytes in all`);
  const length = new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true);
  if (length > size - prefixBytes) {
    throw fault(`the header should have ${length} bytes, but ${size - prefixBytes} are left: cut, or not safetensors`);
  }
  requireHeaderLength(length);
  return Number(length);
};

/** What the header says of `dataBytes` bytes of data, every one of which must belong to exactly one tensor. */
export const decodeHeader = (json: Uint8Array, dataBytes: number): SafetensorsHeader => {
  const header = parse(json);
  if (!isRecord(header)) throw fault(`the header must be a JSON object, got ${show(header)}`);
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
    if (end > dataBytes) {
      throw fault(`tensor ${show(name)} ends at byte ${end} of the data, which has ${dataBytes}: is the file cut?`);
    }
    covered = end;
  }
  if (covered < dataBytes) throw fault(`bytes ${covered} to ${dataBytes} of the data belong to no tensor`);

  return {
    tensors: new Map(spans.map(({ name, ...span }) => [name, span])),
    metadata: new Map(Object.entries(metadata as Record<string, string>)),
  };
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
const span = (name: string, entry: unknown): SafetensorsSpan & { readonly name: string } => {
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
