// internal: polynomials, by Horner's rule
import type { V128 } from '../../assembler/expression.ts';
import type { Body } from '../../assembler/func.ts';
import { f32x4 } from '../../assembler/vectors.ts';
import { keep, type Vector } from './elementwise.ts';

/** a · b + c */
export type MultiplyAdd = Body['multiplyAdd'];

export const roundedTwice: MultiplyAdd = (a, b, c) => f32x4.add(f32x4.mul(a, b), c);

/** Coefficients from that of the highest power down. */
export const polynomial = (
  f: Body,
  coefficients: readonly number[],
  multiplyAdd = roundedTwice,
): ((x: Vector) => V128) => {
  const [highest, ...lower] = coefficients.map((c) => keep(f, f32x4.splat(c)));
  return (x) => lower.reduce<V128>((sum, c) => multiplyAdd(sum, x, c), highest!);
};
