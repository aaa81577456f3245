// internal: the natural logarithm, within 1 unit in the last place, and that of 1 + x, within 2
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { type Formula, keep } from './elementwise.ts';
import { polynomial } from './polynomial.ts';

const { add, convertS, div, eq, gt, lt, mul, splat, sqrt, sub } = f32x4;
const { and, bitselect, or } = v128;

const smallestNormal = 2 ** -126;
/** The bits of √½. */
const rootHalf = 0x3f3504f3;

/**
 * With x = 2ⁿ (1 + r), √½ ≤ 1 + r < √2:
 *
 *     log x = n ln 2 + r - r²/2 + r³ p(r)
 *
 * p of Cephes (Moshier), `logf`; ln 2 in two parts, of which n times the first is exact. Numbers below 2⁻¹²⁶ are first
 * scaled by 2²³. The square root has what is due to NaN, infinity and negative numbers.
 */
export const log: Formula = (f) => {
  const normal = keep(f, splat(smallestNormal));
  const upscale = keep(f, splat(2 ** 23));
  const scaledBy = keep(f, splat(23));
  const root = keep(f, i32x4.splat(rootHalf));
  const one = keep(f, splat(1));
  const half = keep(f, splat(0.5));
  const log2High = keep(f, splat(0.693359375));
  const log2Low = keep(f, splat(-2.1219444e-4));
  const infinity = keep(f, splat(Number.POSITIVE_INFINITY));
  const lowest = keep(f, splat(Number.NEGATIVE_INFINITY));
  const p = polynomial(
    f,
    [
      [7.0376836292e-2, -1.151461031e-1, 1.167699874e-1],
      [-1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1],
      [2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1],
    ].flat(),
  );
  return (x) => {
    const tiny = keep(f, lt(x!, normal));
    const scaled = keep(f, bitselect(mul(x!, upscale), x!, tiny));
    const exponent = keep(f, i32x4.shrS(i32x4.sub(scaled, root), 23));
    const n = keep(f, sub(convertS(exponent), and(scaledBy, tiny)));
    const r = keep(f, sub(i32x4.sub(scaled, i32x4.shl(exponent, 23)), one));
    const square = keep(f, mul(r, r));
    const tail = sub(add(mul(mul(p(r), square), r), mul(n, log2Low)), mul(half, square));
    const finite = add(add(r, tail), mul(n, log2High));
    const special = bitselect(lowest, sqrt(x!), eq(x!, v128.zero()));
    return bitselect(finite, special, and(gt(x!, v128.zero()), lt(x!, infinity)));
  };
};

/**
 * With w = 1 + x as it is rounded, log w + (x - (w - 1)) / w, the rest being exact; it has the sign of x. Where w is 0
 * or infinite there is none.
 */
export const log1p: Formula = (f) => {
  const logOf = log(f);
  const one = keep(f, splat(1));
  const signBit = keep(f, i32x4.splat(0x80000000 | 0));
  return (x) => {
    const w = keep(f, add(one, x!));
    const rest = keep(f, div(sub(x!, sub(w, one)), w));
    return or(add(logOf(w), and(rest, eq(rest, rest))), and(x!, signBit));
  };
};
