// internal: lists of lists of numbers, as people type small data, and lists of arrays, one a row
import { formatShape, show, sizeOf } from '@kindling/core';
import { type HostArray, hostArray, isHostArray } from './hostArray.ts';
import { storedArray } from './storedArray.ts';
import type { TypedArray } from './typedArray.ts';

/**
 * One array of the lists' shape. Plain numbers make it float32, and arrays at the ends of lists keep their type. Ragged
 * lists, holes, what is not a number and arrays of two types are refused, with their place.
 */
export const nestedArray = (owner: string, lists: readonly unknown[]): HostArray => {
  const { shape, like } = outlineOf(owner, lists);
  const data = zerosLike(like, sizeOf(shape));
  let at = 0;
  const fill = (item: unknown, axis: number, index: readonly number[]): void => {
    if (typeof item === 'number' && axis === shape.length) {
      if (!(data instanceof Float32Array)) throw mixed(owner, data, item, index);
      data[at++] = item;
    } else if (Array.isArray(item) && item.length === shape[axis]) {
      // Counted, not forEach, which would pass over holes.
      for (let i = 0; i < item.length; i++) fill(item[i], axis + 1, [...index, i]);
    } else {
      const array = arrayOf(owner, item);
      const wanted = shape.slice(axis);
      if (wanted.length === 0) {
        throw new TypeError(`${owner} must hold numbers, got ${show(item)} at [${index}]`);
      }
      if (array === undefined || formatShape(array.shape) !== formatShape(wanted)) {
        throw ragged(owner, wanted, index, array ?? item);
      }
      if (typeOf(array.data) !== typeOf(data)) throw mixed(owner, data, array.data, index);
      data.set(array.data, at);
      at += array.data.length;
    }
  };
  fill(lists, 0, []);
  return hostArray(data, shape);
};

/** The shape that the first items have, and the array that they end in. */
const outlineOf = (owner: string, lists: readonly unknown[]) => {
  const shape: number[] = [];
  let item: unknown = lists;
  for (; Array.isArray(item); item = item[0]) shape.push(item.length);
  const array = arrayOf(owner, item);
  return { shape: [...shape, ...(array?.shape ?? [])], like: array?.data };
};

const arrayOf = (owner: string, item: unknown): HostArray | undefined => {
  if (isHostArray(item)) return item;
  const data = storedArray(owner, 'each array', item);
  return data === undefined ? undefined : hostArray(data, [data.length]);
};

const zerosLike = (data: TypedArray | undefined, length: number): TypedArray => {
  if (data instanceof Uint8Array) return new Uint8Array(length);
  return data instanceof Int32Array ? new Int32Array(length) : new Float32Array(length);
};

/** Not the constructor's name: a Buffer holds bytes too. */
const typeOf = (data: TypedArray): string =>
  data instanceof Uint8Array ? 'Uint8Array' : data instanceof Int32Array ? 'Int32Array' : 'Float32Array';

const ragged = (owner: string, wanted: readonly number[], index: readonly number[], item: unknown): Error => {
  const [expected, got] = isHostArray(item)
    ? [`the shape ${formatShape(wanted)}`, formatShape(item.shape)]
    : [`a list of ${wanted[0]}`, Array.isArray(item) ? `a list of ${item.length}` : show(item)];
  return new TypeError(`${owner} must not be ragged: expected ${expected} at [${index}], got ${got}`);
};

const mixed = (owner: string, data: TypedArray, item: unknown, index: readonly number[]): Error =>
  new TypeError(`${owner} must be of one type: it begins with ${typeOf(data)}, got ${show(item)} at [${index}]`);
