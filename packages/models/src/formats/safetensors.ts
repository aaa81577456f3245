// internal: the file format; the entry `@kindling/models/safetensors`
import { show } from '@kindling/core';
import {
  decodeHeader,
  encodeHeader,
  fault,
  headerLength,
  prefixBytes,
  type SafetensorsHeader,
  type SafetensorsInfo,
  type SafetensorsSpan,
} from './safetensorsHeader.ts';

/** A tensor as a file holds it: little-endian elements in row-major order. */
export interface SafetensorsEntry extends SafetensorsInfo {
  readonly bytes: Uint8Array;
}

/** What a safetensors file says: tensors by name, and strings by name. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * A safetensors file in parts that follow each other: 8 bytes of header length, a JSON header filled up with spaces to
 * a multiple of 8 bytes, and the tensors without gaps, wide elements first so that each is aligned, otherwise in the
 * order given. The bytes are those given, not copied.
 *
 * @see https://github.com/huggingface/safetensors#format
 * @throws Error for bytes that do not fit dtype and shape, for the names `__proto__` and `__metadata__`, and for a
 *   header that no library would read
 */
export const safetensorsParts = ({ tensors, metadata }: Safetensors): readonly Uint8Array[] => {
  const { head, names } = encodeHeader(tensors, metadata);
  return [head, ...names.map((name) => tensors.get(name)!.bytes)];
};

/** The parts as one file. */
export const encodeSafetensors = (contents: Safetensors): Uint8Array<ArrayBuffer> => {
  const parts = safetensorsParts(contents);
  const file = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
};

/**
 * Reads a safetensors file. The bytes of the result are views into `file`; copy them before making tensors of them.
 *
 * @see https://github.com/huggingface/safetensors#format
 * @throws Error that says what is wrong with the file: cut, not safetensors, or tensors that overlap or leave holes
 */
export const decodeSafetensors = (file: Uint8Array): Safetensors => {
  if (!(file instanceof Uint8Array)) throw fault(`expected the bytes of a file as a Uint8Array, got ${show(file)}`);
  const dataStart = prefixBytes + headerLength(file, file.length);
  const { tensors, metadata } = decodeHeader(file.subarray(prefixBytes, dataStart), file.length - dataStart);
  const entry = ({ dtype, shape, begin, end }: SafetensorsSpan): SafetensorsEntry => ({
    dtype,
    shape,
    bytes: file.subarray(dataStart + begin, dataStart + end),
  });
  return { tensors: new Map(Array.from(tensors, ([name, span]) => [name, entry(span)])), metadata };
};

/** A file, read piece by piece. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** Fills `into` with what begins at byte `at`. */
  read(at: number, into: Uint8Array): Promise<void>;
}

/**
 * Opens a safetensors file: its header is read and checked, and `fill` reads a tensor's bytes when they are wanted.
 *
 * @see https://github.com/huggingface/safetensors#format
 * @throws Error that says what is wrong with the file: cut, not safetensors, or tensors that overlap or leave holes
 */
export const openSafetensors = async (
  source: ByteSource,
): Promise<SafetensorsHeader & { fill(name: string, into: Uint8Array): Promise<void> }> => {
  const prefix = new Uint8Array(prefixBytes);
  if (source.size >= prefixBytes) await source.read(0, prefix);
  const length = headerLength(prefix, source.size);
  const json = new Uint8Array(length);
  await source.read(prefixBytes, json);
  const dataStart = prefixBytes + length;
  const header = decodeHeader(json, source.size - dataStart);
  return { ...header, fill: (name, into) => source.read(dataStart + header.tensors.get(name)!.begin, into) };
};
