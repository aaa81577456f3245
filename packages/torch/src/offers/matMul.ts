// internal: says that products of matrices are as they should be on torch
import { MatMul } from '@kindling/core';
import { kernel } from '../kernel.ts';

/** A transposed operand is read by its strides, and `_FusedMatMul` is right. */
export const matMulMarker = kernel(MatMul, () => {
  throw new Error(`${MatMul}: it is a marker that can be queried, not run`);
});
