// internal: how much arithmetic a formula is
import type { V128 } from '../../assembler/expression.ts';
import { type Body, body } from '../../assembler/func.ts';
import type { Vector } from './elementwise.ts';

/** A formula of numbers one by one, as kernels are written with: what stands before the loop, then what it does. */
type Written = (f: Body, ...numbers: readonly Vector[]) => (...x: readonly Vector[]) => V128 | readonly V128[];

/** More than any formula has. */
const [mostNumbers, mostOperands] = [8, 4];

const known = new WeakMap<Written, number>();

/**
 * How many additions, subtractions, multiplications, divisions and roots of floats it takes for a number, counted in
 * the code that it writes: an exponential is its polynomial. Comparisons, choices and bits are none.
 */
export const flopsOf = (formula: Written): number => {
  const found = known.get(formula);
  if (found !== undefined) return found;
  const f = body([]);
  const apply = formula(f, ...f.several('v128', mostNumbers));
  const before = f.flops();
  for (const value of [apply(...f.several('v128', mostOperands))].flat()) f.set(f.local('v128'), value);
  const flops = f.flops() - before;
  known.set(formula, flops);
  return flops;
};
