// internal: functions of one float32 number
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { activations } from './activations.ts';
import { type Formula, keep } from './elementwise.ts';
import { exp, tanh } from './exponential.ts';
import { log, log1p } from './logarithm.ts';

const { abs, ceil, div, eq, floor, gt, lt, mul, ne, nearest, pmax, pmin, splat, sqrt, sub } = f32x4;
const { and, bitselect, zero } = v128;

/**
 * By tfjs's names. NaN stays NaN in all formulas of this file but `Sign`; pmax and pmin keep it where it comes first.
 */
export const unary = {
  Abs: (f) => {
    const allButSign = keep(f, i32x4.splat(0x7fffffff));
    return (x) => and(x!, allButSign);
  },
  Neg: (f) => {
    const minusZero = keep(f, splat(-0));
    return (x) => sub(minusZero, x!);
  },
  Ceil: () => (x) => ceil(x!),
  Floor: () => (x) => floor(x!),
  /** To the even one of two that are as near. */
  Round: () => (x) => nearest(x!),
  Square: () => (x) => mul(x!, x!),
  Sqrt: () => (x) => sqrt(x!),
  /** 0 of NaN, as tfjs's cpu backend has it. */
  Sign: (f) => {
    const one = keep(f, splat(1));
    return (x) => sub(and(gt(x!, zero()), one), and(lt(x!, zero()), one));
  },
  Reciprocal: (f) => {
    const one = keep(f, splat(1));
    return (x) => div(one, x!);
  },
  Rsqrt: (f) => {
    const one = keep(f, splat(1));
    return (x) => div(one, sqrt(x!));
  },
  Relu: () => (x) => pmax(x!, zero()),
  Relu6: (f) => {
    const six = keep(f, splat(6));
    return (x) => pmin(pmax(x!, zero()), six);
  },
  ...activations,
  Exp: exp,
  Log: log,
  Log1p: log1p,
  Tanh: tanh,
} as const satisfies Record<string, Formula>;

/** Truth values. */
export const finiteness = {
  IsNan: () => (x) => ne(x!, x!),
  IsInf: (f) => {
    const infinity = keep(f, splat(Number.POSITIVE_INFINITY));
    return (x) => eq(abs(x!), infinity);
  },
  IsFinite: (f) => {
    const infinity = keep(f, splat(Number.POSITIVE_INFINITY));
    return (x) => lt(abs(x!), infinity);
  },
} as const satisfies Record<string, Formula>;

/** x, but alpha · x where it is negative. */
export const leakyRelu: Formula = (_f, alpha) => (x) => bitselect(mul(x!, alpha!), x!, lt(x!, zero()));

/** 1 where x > 0, else alpha. */
export const step: Formula = (f, alpha) => {
  const one = keep(f, splat(1));
  return (x) => bitselect(x!, bitselect(one, alpha!, gt(x!, zero())), ne(x!, x!));
};

/** The number of [least, most] that is nearest. */
export const clip: Formula = (_f, least, most) => (x) => pmin(pmax(x!, least!), most!);

/** `yes` where the condition holds, else `no`. */
export const choose: Formula = () => (condition, yes, no) => bitselect(yes!, no!, condition!);
