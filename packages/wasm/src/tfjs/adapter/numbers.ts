// internal: numbers in the backend's memory, read and written where they are
import { sizeOf } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Device } from './replacement.ts';

export type Numbers = Float32Array | Int32Array | Uint8Array;

const views = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Whether the backend has such numbers in its memory. */
export const isNumericType = (dtype: DataType): boolean => dtype in views;

/** Whether it is of numbers that the backend has in its memory. */
export const isNumeric = (...tensors: readonly TensorInfo[]): boolean =>
  tensors.every(({ dtype }) => isNumericType(dtype));

/** Not a copy: to be used before anything is allocated. */
export const numbersOf = ({ runtime, address }: Device, tensor: TensorInfo): Numbers =>
  new views[tensor.dtype as keyof typeof views](runtime.memory.buffer, address(tensor), sizeOf(tensor.shape));

/** A new tensor, with the numbers that `write` puts there. */
export const written = (
  device: Device,
  shape: readonly number[],
  dtype: DataType,
  write: (numbers: Numbers) => void,
): TensorInfo => {
  const y = device.output(shape, dtype);
  write(numbersOf(device, y));
  return y;
};
