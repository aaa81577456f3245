// internal: one array of a table, and how its rows become a tensor
import { capabilities, formatShape, type RowColumn, requireAlive, sizeOf } from '@kindling/core';
import { cast, gather, slice, type Tensor, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type HostArray, hostArray } from './hostArray.ts';
import type { TypedArray } from './typedArray.ts';

/** What a column of tensors holds. */
export type ColumnType = 'float32' | 'int32' | 'bool';

/** A row of a vector is a number, of anything else an array. */
export type Value = number | HostArray;

export interface Column {
  readonly length: number;
  readonly onHost: boolean;
  row(number: number): Value | Promise<Value>;
  gather(numbers: readonly number[]): Tensor;
}

export interface HostColumn extends Column, RowColumn {}

export const isHostColumn = (column: Column): column is HostColumn => 'copy' in column;

/**
 * Integers stay integers, and a byte a row is a label; bytes that fill a row are a picture and become float32 of 0 to
 * 255: backends keep no bytes, and int32 pictures would be cast once more on the device. A `dtype` of a column goes
 * first.
 */
export const dtypeOf = (data: TypedArray, rowShape: readonly number[]): ColumnType =>
  data instanceof Int32Array || (data instanceof Uint8Array && rowShape.length === 0) ? 'int32' : 'float32';

type Values = Int32Array | Float32Array | Uint8Array;

export const zeros = (dtype: ColumnType, length: number): Values =>
  dtype === 'int32' ? new Int32Array(length) : dtype === 'bool' ? new Uint8Array(length) : new Float32Array(length);

/** Room to gather in, used again where the backend has copied it: fresh memory costs more than the gathering. */
const createRoom = (dtype: ColumnType): ((length: number) => Values) => {
  let last = zeros(dtype, 0);
  return (length) => {
    if (!capabilities().copiesUploads) return zeros(dtype, length);
    if (last.length < length) last = zeros(dtype, length);
    return last.subarray(0, length);
  };
};

const rowOf = ({ data, shape }: HostArray, number: number): Value => {
  const [rows = 0, ...rowShape] = shape;
  if (rowShape.length === 0) return data[number]!;
  const size = data.length / rows;
  return hostArray(data.subarray(number * size, (number + 1) * size), rowShape);
};

/** Rows that follow each other are taken at once. */
const isRun = (numbers: readonly number[]): boolean => numbers.every((number, i) => number === numbers[0]! + i);

/** @param wanted another type than the array's own; integers alone may become int32 */
export const hostColumn = (owner: string, array: HostArray, wanted?: ColumnType): HostColumn => {
  const { data, shape } = array;
  const [length = 0, ...rowShape] = shape;
  const size = sizeOf(rowShape);
  if ((wanted ?? 'float32') !== 'float32' && data instanceof Float32Array) {
    throw new TypeError(`${owner} must hold integers to become ${wanted}, got a Float32Array`);
  }
  const dtype = wanted ?? dtypeOf(data, rowShape);
  const room = createRoom(dtype);
  const copy = (numbers: readonly number[], into: Values): void => {
    if (isRun(numbers)) into.set(data.subarray(numbers[0]! * size, (numbers[0]! + numbers.length) * size));
    else if (size === 1) for (const [row, number] of numbers.entries()) into[row] = data[number]!;
    else {
      numbers.forEach((number, row) => {
        into.set(data.subarray(number * size, (number + 1) * size), row * size);
      });
    }
  };
  return {
    length,
    onHost: true,
    shape: rowShape,
    dtype,
    isBytes: data instanceof Uint8Array,
    row: (number) => rowOf(array, number),
    copy,
    gather: (numbers) => {
      const values = room(numbers.length * size);
      copy(numbers, values);
      return tensor(values, [numbers.length, ...rowShape], dtype);
    },
  };
};

/** A tensor's rows stay on its device; they are read back, all at once, only when somebody asks for single rows. */
export const tensorColumn = (owner: string, source: Tensor, wanted?: ColumnType): Column => {
  const live = () =>
    requireAlive(
      'fromArrays',
      owner.replace('fromArrays: ', ''),
      source,
      ': it must live as long as the dataset is read',
    );
  live();
  if (source.rank === 0 || source.dtype === 'string' || source.dtype === 'complex64') {
    throw new TypeError(
      `${owner} must have a first axis of rows and hold numbers, got ${source.dtype} of the shape ${formatShape(source.shape)}`,
    );
  }
  if ((wanted ?? 'float32') !== 'float32' && source.dtype === 'float32') {
    throw new TypeError(`${owner} must hold integers to become ${wanted}, got a tensor of float32`);
  }
  let read: Promise<HostArray> | undefined;
  const [length = 0, ...rest] = source.shape;
  return {
    length,
    onHost: false,
    row: async (number) => {
      if (read === undefined) live();
      read ??= source.data().then((data) => hostArray(data as TypedArray, source.shape));
      return rowOf(await read, number);
    },
    gather: (numbers) => {
      live();
      return tidy(() => {
        const rows = isRun(numbers)
          ? slice(source, [numbers[0]!, ...rest.map(() => 0)], [numbers.length, ...rest])
          : gather(source, tensor1d([...numbers], 'int32'));
        return wanted === undefined || wanted === rows.dtype ? rows : cast(rows, wanted);
      });
    },
  };
};
