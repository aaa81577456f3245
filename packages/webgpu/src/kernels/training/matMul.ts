// internal: says that tfjs's products of matrices are as they should be on webgpu
import { MatMul } from '@kindling/core';
import type { Replacement } from '../adapter/replacement.ts';

/** Its shaders read a transposed operand as fast as any, and add bias and activation to what they write. */
export const matMulMarker: readonly Replacement[] = [
  {
    name: MatMul,
    compute() {
      throw new Error(`${MatMul}: it is a marker that can be queried, not run`);
    },
  },
];
