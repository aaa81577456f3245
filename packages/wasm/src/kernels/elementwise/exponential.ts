// internal: exp and what is made of it, within 2 units in the last place
import type { V128 } from '../../assembler/expression.ts';
import type { Body } from '../../assembler/func.ts';
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { type Formula, keep, type Vector } from './elementwise.ts';
import { type MultiplyAdd, polynomial, roundedTwice } from './polynomial.ts';

const { abs, add, div, lt, mul, pmax, pmin, splat, sub } = f32x4;
const { and, bitselect, or } = v128;

const roundsToInteger = 1.5 * 2 ** 23;

/**
 * With n = round(x / ln 2) and r = x - n ln 2, |r| ≤ ln 2 / 2:
 *
 *     exp x = 2ⁿ exp r,   exp r = 1 + r + r² p(r)
 *
 * p of Cephes (Moshier), `expf`. ln 2 in two parts, of which n times the first is exact. A sum with
 * 1.5 · 2²³ is rounded to an integer, which its low bits hold.
 *
 * @returns exp r - 1, and n in the low bits of an integer
 */
const reduced = (f: Body, multiplyAdd: MultiplyAdd): ((x: Vector) => { readonly rest: V128; readonly low: Vector }) => {
  const perLog2 = keep(f, splat(Math.LOG2E));
  const log2High = keep(f, splat(-0.693359375));
  const log2Low = keep(f, splat(2.1219444e-4));
  const shift = keep(f, splat(roundsToInteger));
  const p = polynomial(
    f,
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5],
    multiplyAdd,
  );
  return (x) => {
    const low = keep(f, multiplyAdd(x, perLog2, shift));
    const n = keep(f, sub(low, shift));
    const r = keep(f, multiplyAdd(n, log2Low, multiplyAdd(n, log2High, x)));
    return { rest: multiplyAdd(mul(r, r), p(r), r), low };
  };
};

/** 2ⁿ comes in two factors: results below 2⁻¹²⁶ are rounded once, and those beyond 2¹²⁸ become infinite. */
export const exp: Formula = (f) => {
  const least = keep(f, splat(-104));
  const most = keep(f, splat(89));
  const one = keep(f, splat(1));
  const partsOf = reduced(f, roundedTwice);
  const shift = keep(f, splat(roundsToInteger));
  const bias = keep(f, i32x4.splat(127));
  const powerOf2 = (n: Vector): V128 => i32x4.shl(i32x4.add(n, bias), 23);
  return (x) => {
    const { rest, low } = partsOf(keep(f, pmin(pmax(x!, least), most)));
    const expR = keep(f, add(rest, one));
    const whole = keep(f, i32x4.sub(low, shift));
    const half = keep(f, i32x4.shrS(whole, 1));
    const other = keep(f, i32x4.sub(whole, half));
    return mul(mul(expR, powerOf2(half)), powerOf2(other));
  };
};

/** exp x for x ≤ 0, but 0 where it is below 2⁻¹²⁶; NaN of NaN. */
export const expOfNegative: Formula = (f) => {
  const least = keep(f, splat(-126 * Math.LN2));
  const one = keep(f, splat(1));
  const partsOf = reduced(f, f.multiplyAdd);
  return (x) => {
    const { rest, low } = partsOf(x!);
    return v128.andNot(i32x4.add(add(rest, one), i32x4.shl(low, 23)), lt(x!, least));
  };
};

/** exp x - 1 for x < 0, as 2ⁿ (exp r - 1) + (2ⁿ - 1). */
export const expm1OfNegative: Formula = (f) => {
  const [least, one] = [-87.5, 1].map((number) => keep(f, splat(number)));
  const partsOf = reduced(f, f.multiplyAdd);
  return (x) => {
    const { rest, low } = partsOf(keep(f, pmax(x!, least!)));
    const power = keep(f, i32x4.add(i32x4.shl(low, 23), one!));
    return f.multiplyAdd(rest, power, sub(power, one!));
  };
};

/** Odd: 1 - 2 / (exp 2x + 1) from 0.625 on, below it x + x³ p(x²), p of Cephes, `tanhf`. */
export const tanh: Formula = (f) => {
  const expOf = exp(f);
  const one = keep(f, splat(1));
  const two = keep(f, splat(2));
  const near = keep(f, splat(0.625));
  const signBit = keep(f, i32x4.splat(0x80000000 | 0));
  const p = polynomial(
    f,
    [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  );
  return (x) => {
    const size = keep(f, abs(x!));
    const square = keep(f, mul(x!, x!));
    const small = add(mul(mul(p(square), square), x!), x!);
    const e = expOf(keep(f, add(size, size)));
    const large = sub(one, div(two, add(e, one)));
    return or(bitselect(small, large, lt(size, near)), and(x!, signBit));
  };
};
