// internal: functions of int32 numbers and of truth values, by tfjs's names
import type { V128 } from '../../assembler/expression.ts';
import { f32x4, f64x2, i32x4, v128 } from '../../assembler/vectors.ts';
import { type Formula, keep, type Vector } from './elementwise.ts';
import { exp } from './exponential.ts';

const { add, eq, geS, gtS, ltS, mul, splat, sub } = i32x4;
const { and, andNot, bitselect, not, or, shuffle, xor, zero } = v128;

const greater = (a: V128, b: V128): V128 => bitselect(a, b, gtS(a, b));
const lesser = (a: V128, b: V128): V128 => bitselect(a, b, ltS(a, b));

/** ⌊a / b⌋ by way of float64, which holds every quotient; 0 where b is 0, and what overflows goes round. */
const floorDiv = (a: Vector, b: Vector): V128 => {
  const half = (of: (x: Vector) => V128): V128 =>
    f64x2.truncSat(f64x2.floor(f64x2.div(f64x2.convertLow(of(a)), f64x2.convertLow(of(b)))));
  const high = (x: Vector): V128 => shuffle(x, x, 2, 3, 2, 3);
  const quotient = shuffle(
    half((x) => x),
    half(high),
    ...([0, 1, 4, 5] as const),
  );
  return andNot(bitselect(sub(zero(), a), quotient, eq(b, splat(-1))), eq(b, zero()));
};

/** They overflow as int32 does. */
export const integerArithmetic = {
  Add: () => add,
  Sub: () => sub,
  Multiply: () => mul,
  Maximum: () => (a, b) => greater(a!, b!),
  Minimum: () => (a, b) => lesser(a!, b!),
  SquaredDifference: (f) => (a, b) => {
    const difference = keep(f, sub(a!, b!));
    return mul(difference, difference);
  },
  FloorDiv: () => (a, b) => floorDiv(a!, b!),
  /** The sign is the divisor's; 0 where that is 0. */
  Mod: (f) => (a, b) => andNot(sub(a!, mul(keep(f, floorDiv(a!, b!)), b!)), eq(b!, zero())),
} as const satisfies Record<string, Formula>;

export const integerComparisons = {
  Equal: () => eq,
  NotEqual: () => (a, b) => not(eq(a!, b!)),
  Greater: () => gtS,
  GreaterEqual: () => geS,
  Less: () => ltS,
  LessEqual: () => (a, b) => geS(b!, a!),
} as const satisfies Record<string, Formula>;

/** Of lanes that have all bits or none. */
export const logic = {
  LogicalAnd: () => and,
  LogicalOr: () => or,
  LogicalXor: () => xor,
  Equal: () => (a, b) => not(xor(a!, b!)),
  NotEqual: () => xor,
  Greater: () => andNot,
  GreaterEqual: () => (a, b) => or(a!, not(b!)),
  Less: () => (a, b) => andNot(b!, a!),
  LessEqual: () => (a, b) => or(not(a!), b!),
} as const satisfies Record<string, Formula>;

export const logicalNot: Formula = () => (x) => not(x!);

/** Truth values that are the same for all integers, and for all bools. */
export const integerFiniteness = {
  IsNan: () => zero,
  IsInf: () => zero,
  IsFinite: () => () => not(zero()),
} as const satisfies Record<string, Formula>;

export const integerUnary = {
  Abs: () => (x) => greater(x!, sub(zero(), x!)),
  Neg: () => (x) => sub(zero(), x!),
  Square: () => (x) => mul(x!, x!),
  Relu: () => (x) => greater(x!, zero()),
  Relu6: (f) => {
    const six = keep(f, splat(6));
    return (x) => greater(lesser(x!, six), zero());
  },
  Sign: () => (x) => sub(gtS(zero(), x!), gtS(x!, zero())),
} as const satisfies Record<string, Formula>;

/** 1 where x > 0, else alpha. */
export const integerStep: Formula = (f, alpha) => {
  const one = keep(f, splat(1));
  return (x) => bitselect(one, alpha!, gtS(x!, zero()));
};

/** `low` where x is less than `least`, `high` where it is more than `most`. */
export const integerClip: Formula = (_f, least, low, most, high) => (x) =>
  bitselect(high!, bitselect(low!, x!, ltS(x!, least!)), gtS(x!, most!));

/** As float32. */
export const integerExp: Formula = (f) => {
  const ofFloat = exp(f);
  return (x) => ofFloat(keep(f, f32x4.convertS(x!)));
};
