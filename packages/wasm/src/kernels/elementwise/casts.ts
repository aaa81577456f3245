// internal: numbers as those of another type, from the one by way of the other
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { type Formula, keep } from './elementwise.ts';

const { abs, convertS, floor, lt, mul, ne, splat, sub } = f32x4;
const { truncSatF32x4, truncSatUF32x4 } = i32x4;
const { and, bitselect, not, zero } = v128;

/** Cut off to integers; those out of range go round, as in JavaScript, and what is not finite gives 0. */
const integerOf: Formula = (f) => {
  const [turn, perTurn, most] = [2 ** 32, 2 ** -32, 2 ** 31].map((number) => keep(f, splat(number)));
  return (x) => {
    const round = sub(x!, mul(floor(mul(x!, perTurn!)), turn!));
    return bitselect(truncSatF32x4(x!), truncSatUF32x4(round), lt(abs(x!), most!));
  };
};

/** Of what, to what. All that is not 0 is true, NaN too. */
export const casts = {
  float32: { bool: () => (x) => ne(x!, zero()), int32: integerOf },
  int32: { bool: () => (x) => not(i32x4.eq(x!, zero())), float32: () => (x) => convertS(x!) },
  bool: {
    float32: (f) => {
      const one = keep(f, splat(1));
      return (x) => and(x!, one);
    },
    int32: (f) => {
      const one = keep(f, i32x4.splat(1));
      return (x) => and(x!, one);
    },
  },
} as const satisfies Record<string, Record<string, Formula>>;
