// internal: which typed arrays are taken, and the way out for others
import { show } from '@kindling/core';
import { isTypedArray, type TypedArray } from './typedArray.ts';

/**
 * The array in a kind that host arrays hold, on the same memory; undefined for what is no typed array.
 *
 * @throws TypeError for a kind that would lose something on the way, with what makes one of it
 */
export const storedArray = (owner: string, name: string, value: unknown): TypedArray | undefined => {
  if (isTypedArray(value)) return value;
  if (value instanceof Uint8ClampedArray) return new Uint8Array(value.buffer, value.byteOffset, value.length);
  if (!ArrayBuffer.isView(value)) return undefined;
  throw new TypeError(
    `${owner}: ${name} must be a Uint8Array, Int32Array or Float32Array, got ${show(value)}${remedy(name, value)}`,
  );
};

const remedy = (name: string, value: ArrayBufferView): string => {
  const kind = value.constructor.name;
  if (value instanceof DataView) return '';
  if (kind.startsWith('Big')) return `; Int32Array.from(${name}, Number) makes one`;
  return `; ${kind.startsWith('Float') ? 'Float32Array' : 'Int32Array'}.from(${name}) makes one`;
};
