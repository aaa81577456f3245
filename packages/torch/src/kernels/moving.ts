// internal: what kernels that move numbers have in common
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Handle } from '../operators/kinds.ts';
import type { NumericType } from '../tfjs/store.ts';
import type { Torch } from '../torch.ts';

/** tfjs has refused strings before. */
export const typeOf = ({ dtype }: TensorInfo): NumericType => dtype as NumericType;

/** Puts out what may be a view, in another shape than libtorch has it. */
export const reshaped = (result: Handle, shape: readonly number[], dtype: NumericType, torch: Torch): TensorInfo =>
  torch.output(torch.view(torch.packed(result), shape), shape, dtype);

/** So many values before and after each axis. */
export const padded = (
  x: Handle,
  amounts: readonly (readonly [number, number])[],
  value: number,
  torch: Torch,
): Handle => torch.padLastFirst(x, [...amounts].reverse().flat(), value);

/** For helpers of tfjs that look at nothing but the shape. */
export const asTensor = (x: TensorInfo): Tensor => x as Tensor;

export type Amounts = [number, number][];

export const grown = (shape: readonly number[], amounts: Amounts): number[] =>
  shape.map((length, axis) => length + amounts[axis]![0] + amounts[axis]![1]);

export const alongAxis = (x: TensorInfo, axis: number): number => (axis < 0 ? axis + x.shape.length : axis);

export const replaced = (shape: readonly number[], axis: number, length: number): number[] =>
  shape.map((old, i) => (i === axis ? length : old));
