// internal: the same memory, seen otherwise
import type { Handle } from '../operators/kinds.ts';
import { stridesOf, type Tensors } from './tensors.ts';

type Views = Pick<Tensors, 'view'>;

/** A contiguous tensor with its axes in another order. */
export const transposed = (
  { view }: Views,
  tensor: Handle,
  shape: readonly number[],
  order: readonly number[],
): Handle => {
  const strides = stridesOf(shape);
  return view(
    tensor,
    order.map((axis) => shape[axis]!),
    order.map((axis) => strides[axis]!),
  );
};

/** A part of a contiguous tensor: so many from `begin` on along each axis, every `step`-th. */
export const part = (
  { view }: Views,
  tensor: Handle,
  shape: readonly number[],
  begin: readonly number[],
  size: readonly number[],
  steps: readonly number[] = shape.map(() => 1),
): Handle => {
  const strides = stridesOf(shape);
  const offset = begin.reduce((sum, at, axis) => sum + at * strides[axis]!, 0);
  return view(
    tensor,
    size,
    strides.map((stride, axis) => stride * steps[axis]!),
    offset,
  );
};
