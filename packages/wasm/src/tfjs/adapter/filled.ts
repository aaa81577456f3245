// internal: tensors and memory of one number
import { sizeOf } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { emitClear, emitFill } from '../../kernels/matrix/fill.ts';
import type { NumberBytes } from '../../kernels/shared/strips.ts';
import type { Runtime } from '../../runtime.ts';
import { bitsOf } from './bits.ts';
import type { Device } from './replacement.ts';

/** About how many nanoseconds a byte takes one thread. */
const perByte = 0.05;

/** Zeros in so many bytes. */
export const clear = (runtime: Runtime, address: number, bytes: number): void => {
  if (bytes === 0) return;
  runtime.launch(runtime.kernel('clear', emitClear), [address], {
    count: bytes,
    grain: 64,
    work: perByte * bytes,
    flops: 0,
  });
};

/** Of a tensor's numbers. */
export const numberBytes = (dtype: DataType): NumberBytes => (dtype === 'bool' ? 1 : 4);

/** A number as a kernel takes it, for a tensor of this dtype. */
export const storedBits = (dtype: DataType, value: number): number => {
  if (dtype === 'float32') return bitsOf(value);
  return dtype === 'bool' ? Number(value !== 0) : value | 0;
};

/** Writes one number at `count` places. */
export const fill = ({ runtime }: Device, address: number, count: number, dtype: DataType, value: number): void => {
  const [bytes, bits] = [numberBytes(dtype), storedBits(dtype, value)];
  if (bits === 0) clear(runtime, address, bytes * count);
  if (bits === 0 || count === 0) return;
  const kernel = runtime.kernel(`fill by ${bytes}`, emitFill(bytes));
  runtime.launch(kernel, [address, bits], { count, grain: 64, work: perByte * bytes * count, flops: 0 });
};

/** A new tensor that has one number everywhere. */
export const filled = (device: Device, shape: readonly number[], dtype: DataType, value: number): TensorInfo => {
  const y = device.output(shape, dtype);
  fill(device, device.address(y), sizeOf(shape), dtype, value);
  return y;
};
