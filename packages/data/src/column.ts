// internal: one array of a table, and how its rows become a tensor
import { formatShape, show } from '@internal/checks';
import { gather, Tensor, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type HostArray, hostArray, type TypedArray } from './hostArray.ts';
import { isHostArray } from './isHostArray.ts';

/** A row of a vector is a number, of anything else an array. */
export type Value = number | HostArray;

export interface Column {
  readonly length: number;
  readonly onHost: boolean;
  row(number: number): Value | Promise<Value>;
  gather(numbers: readonly number[]): Tensor;
}

/**
 * Integers stay integers, and a byte a row is a label; bytes that fill a row are a picture and become float32 of 0 to 255:
 * backends keep no bytes, and int32 pictures would be cast once more on the device.
 */
const dtypeOf = (data: TypedArray, rowShape: readonly number[]): 'int32' | 'float32' =>
  data instanceof Int32Array || (data instanceof Uint8Array && rowShape.length === 0) ? 'int32' : 'float32';

/** The tensor `[count, ...rowShape]` that `fill` writes row by row. */
const filled = (
  count: number,
  rowShape: readonly number[],
  dtype: 'int32' | 'float32',
  fill: (values: Int32Array | Float32Array, row: number, size: number) => void,
): Tensor => {
  const size = rowShape.reduce((product, length) => product * length, 1);
  const values = new (dtype === 'int32' ? Int32Array : Float32Array)(count * size);
  for (let row = 0; row < count; row++) fill(values, row, size);
  return tensor(values, [count, ...rowShape], dtype);
};

const rowOf = ({ data, shape }: HostArray, number: number): Value => {
  const [rows = 0, ...rowShape] = shape;
  if (rowShape.length === 0) return data[number]!;
  const size = data.length / rows;
  return hostArray(data.subarray(number * size, (number + 1) * size), rowShape);
};

export const hostColumn = (array: HostArray): Column => {
  const { data, shape } = array;
  const [length = 0, ...rowShape] = shape;
  const dtype = dtypeOf(data, rowShape);
  return {
    length,
    onHost: true,
    row: (number) => rowOf(array, number),
    gather: (numbers) =>
      filled(numbers.length, rowShape, dtype, (values, row, size) => {
        const from = numbers[row]! * size;
        if (size === 1) values[row] = data[from]!;
        else values.set(data.subarray(from, from + size), row * size);
      }),
  };
};

/** A tensor's rows stay on its device; they are read back, all at once, only when somebody asks for single rows. */
export const tensorColumn = (owner: string, source: Tensor): Column => {
  if (source.rank === 0 || source.dtype === 'string' || source.dtype === 'complex64') {
    throw new TypeError(
      `${owner} must have a first axis of rows and hold numbers, got ${source.dtype} of the shape ${formatShape(source.shape)}`,
    );
  }
  let read: Promise<HostArray> | undefined;
  return {
    length: source.shape[0]!,
    onHost: false,
    row: async (number) => {
      read ??= source.data().then((data) => hostArray(data as TypedArray, source.shape));
      return rowOf(await read, number);
    },
    gather: (numbers) => tidy(() => gather(source, tensor1d([...numbers], 'int32'))),
  };
};

/** The tensor of rows that came one by one. Plain numbers carry no type: they become float32. */
export const stack = (name: string, values: readonly unknown[]): Tensor => {
  const [first] = values;
  if (!isValue(first)) throw wrongValue(name, first);
  const rowShape = typeof first === 'number' ? [] : first.shape;
  const dtype = typeof first === 'number' ? 'float32' : dtypeOf(first.data, rowShape);
  return filled(values.length, rowShape, dtype, (batch, row, size) => {
    const value = values[row];
    if (!isValue(value)) throw wrongValue(name, value);
    const shape = typeof value === 'number' ? [] : value.shape;
    if (formatShape(shape) !== formatShape(rowShape)) {
      throw new Error(
        `batch: ${name} must have one shape in all elements, got ${formatShape(rowShape)} and ${formatShape(shape)}`,
      );
    }
    if (typeof value === 'number') batch[row] = value;
    else batch.set(value.data, row * size);
  });
};

const isValue = (value: unknown): value is Value => typeof value === 'number' || isHostArray(value);

const wrongValue = (name: string, value: unknown): Error =>
  new TypeError(
    value instanceof Tensor
      ? `batch: ${name} is a tensor: elements hold numbers and host arrays until they are batched; map to tensors after batch`
      : `batch: ${name} must be a number or a host array, got ${show(value)}; hostArray(data, shape) makes one`,
  );
