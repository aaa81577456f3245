// internal: places in matrices
import type { I32 } from '../../assembler/expression.ts';
import { i32 } from '../../assembler/scalars.ts';

/** base + Σ index · bytes */
export const address = (base: I32, ...terms: readonly (readonly [I32, number])[]): I32 =>
  terms.reduce<I32>((sum, [index, bytes]) => i32.add(sum, i32.mul(index, bytes)), base);
