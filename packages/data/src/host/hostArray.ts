import { formatShape, show, sizeOf } from '@kindling/core';
import { storedArray } from './storedArray.ts';
import { isTypedArray, type Stored, type TypedArray } from './typedArray.ts';

/**
 * An array of numbers in the host's memory, row-major. Its shape is a tuple, so that a row of a vector is a number and
 * a row of a matrix an array.
 */
export interface HostArray<D extends TypedArray = TypedArray, S extends readonly number[] = readonly number[]> {
  readonly data: D;
  readonly shape: S;
  /** One number: an index for every axis; as in `Array.prototype.at`, a negative one counts from the end. */
  at(...index: { [K in keyof S]: number }): number;
  /** The rows from `start` to before `end`, counted as by `Array.prototype.slice`. It shares this array's memory. */
  slice(start: number, end?: number): HostArray<D, S>;
}

/** A number a row, such as labels. */
export type Vector<D extends TypedArray = TypedArray> = HostArray<D, readonly [number]>;

/** Pictures as bytes: `[count, height, width, channels]`. */
export type Images = HostArray<Uint8Array, readonly [number, number, number, number]>;

/**
 * An array over a typed array, whose memory is shared and not copied.
 *
 * @param data a Uint8Array, Int32Array or Float32Array, or the Uint8ClampedArray of a canvas, which is kept as bytes
 * @param shape lengths of the axes; their product is the length of `data`
 * @throws Error when shape and data do not fit, and for any other kind of data
 * @example
 * ```ts
 * import { hostArray } from '@kindling/data';
 *
 * const points = hostArray(new Float32Array([1, 2, 3, 4, 5, 6]), [3, 2]);
 * points.at(2, 1); // 6
 * points.slice(1).shape; // [2, 2]
 * ```
 */
export const hostArray = <D extends TypedArray | Uint8ClampedArray, S extends readonly number[] | readonly []>(
  data: D,
  shape: S,
): HostArray<Stored<D>, S> => {
  const stored = storedArray('hostArray', 'data', data);
  if (stored === undefined) {
    const remedy = Array.isArray(data) ? '; Float32Array.from(data) makes one' : '';
    throw new TypeError(`hostArray: data must be a Uint8Array, Int32Array or Float32Array, got ${show(data)}${remedy}`);
  }
  check(stored, shape);
  return view(stored as Stored<D>, shape);
};

const check = (data: TypedArray, shape: readonly number[]): void => {
  if (
    !Array.isArray(shape) ||
    shape.length === 0 ||
    // A copy, in which a hole is undefined: `every` passes over holes.
    ![...shape].every((length) => Number.isSafeInteger(length) && length >= 0)
  ) {
    throw new RangeError(
      `hostArray: shape must be a list of one or more whole numbers of at least 0, got ${show(shape)}`,
    );
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) {
    throw new RangeError(
      `hostArray: the shape ${formatShape(shape)} holds ${size} numbers, but data has ${data.length}`,
    );
  }
};

const view = <D extends TypedArray, S extends readonly number[]>(data: D, shape: S): HostArray<D, S> => ({
  data,
  shape,
  at: (...index) => data[position(shape, index)]!,
  slice: (start, end = shape[0]!) => {
    const rows = shape[0]!;
    const from = fromStart('start', start, rows);
    const to = Math.max(from, fromStart('end', end, rows));
    const size = rows === 0 ? 0 : data.length / rows;
    const part = data.subarray(from * size, to * size) as D;
    return view(part, [to - from, ...shape.slice(1)] as readonly number[] as S);
  },
});

const position = (shape: readonly number[], index: readonly number[]): number => {
  if (index.length !== shape.length) {
    throw new RangeError(
      `hostArray: at takes ${shape.length} indices for the shape ${formatShape(shape)}, got ${index.length}`,
    );
  }
  return index.reduce((before, i, axis) => {
    const length = shape[axis]!;
    if (!Number.isInteger(i) || i < -length || i >= length) {
      throw new RangeError(`hostArray: index ${show(i)} is outside axis ${axis} of ${length}`);
    }
    return before * length + (i < 0 ? i + length : i);
  }, 0);
};

/** As Array.prototype.slice counts: from the end when negative, and never past either end. */
const fromStart = (name: string, index: number, rows: number): number => {
  if (!Number.isInteger(index) && Math.abs(index) !== Infinity) {
    throw new RangeError(`hostArray: ${name} of a slice must be a whole number, got ${show(index)}`);
  }
  return Math.min(rows, Math.max(0, index < 0 ? index + rows : index));
};

/** Whether a value is a host array. */
export const isHostArray = (value: unknown): value is HostArray =>
  typeof value === 'object' &&
  value !== null &&
  'data' in value &&
  isTypedArray(value.data) &&
  'shape' in value &&
  isShapeOf(value.data, value.shape);

/** Whole numbers, whose product is the data's length. */
const isShapeOf = (data: TypedArray, shape: unknown): boolean =>
  Array.isArray(shape) &&
  shape.length > 0 &&
  Array.from(shape).every((length) => Number.isSafeInteger(length) && length >= 0) &&
  sizeOf(shape) === data.length;
