// internal: functions of two float32 numbers, by tfjs's names
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { type Formula, keep } from './elementwise.ts';

const { add, div, eq, ge, gt, le, lt, max, min, mul, ne, sub } = f32x4;

export const arithmetic = {
  Add: () => add,
  Sub: () => sub,
  Multiply: () => mul,
  RealDiv: () => div,
  /** NaN where either is, as of Minimum. */
  Maximum: () => max,
  Minimum: () => min,
  SquaredDifference: (f) => (a, b) => {
    const difference = keep(f, sub(a!, b!));
    return mul(difference, difference);
  },
} as const satisfies Record<string, Formula>;

/** slope · x where x is negative. */
export const prelu: Formula = () => (x, slope) => v128.bitselect(mul(x!, slope!), x!, lt(x!, v128.zero()));

/** Truth values; none is true of NaN but `NotEqual`. */
export const comparisons = {
  Equal: () => eq,
  NotEqual: () => ne,
  Greater: () => gt,
  GreaterEqual: () => ge,
  Less: () => lt,
  LessEqual: () => le,
} as const satisfies Record<string, Formula>;
