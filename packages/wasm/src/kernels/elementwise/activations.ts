// internal: activations made of exponentials
import { f32x4, i32x4, v128 } from '../../assembler/vectors.ts';
import { type Formula, keep } from './elementwise.ts';
import { exp, expm1OfNegative, expOfNegative } from './exponential.ts';
import { log1p } from './logarithm.ts';

const { add, div, ge, mul, pmax, splat } = f32x4;
const { bitselect, or, zero } = v128;

/** Klambauer et al., Self-Normalizing Neural Networks: λ, and λ α. */
const [seluScale, seluNegative] = [1.0507009873554805, 1.7580993408473768];

/** 1 / (1 + exp -x), as exp x / (1 + exp x) below 0. */
const sigmoid: Formula = (f) => {
  const expOf = expOfNegative(f);
  const one = keep(f, splat(1));
  const signBit = keep(f, i32x4.splat(0x80000000 | 0));
  return (x) => {
    const e = keep(f, expOf(keep(f, or(x!, signBit))));
    return div(bitselect(one, e, ge(x!, zero())), add(one, e));
  };
};

/** log (1 + exp x) = max(x, 0) + log (1 + exp -|x|) */
const softplus: Formula = (f) => {
  const [expOf, log1pOf] = [exp(f), log1p(f)];
  const signBit = keep(f, i32x4.splat(0x80000000 | 0));
  return (x) => add(pmax(x!, zero()), log1pOf(keep(f, expOf(keep(f, or(x!, signBit))))));
};

/** exp x - 1 below 0. */
const elu: Formula = (f) => {
  const expm1Of = expm1OfNegative(f);
  return (x) => bitselect(x!, expm1Of(x!), ge(x!, zero()));
};

const selu: Formula = (f) => {
  const eluOf = elu(f);
  const [scale, negative] = [seluScale, seluNegative].map((number) => keep(f, splat(number)));
  return (x) => mul(eluOf(x!), bitselect(scale!, negative!, ge(x!, zero())));
};

/** By tfjs's names. */
export const activations = { Sigmoid: sigmoid, Softplus: softplus, Elu: elu, Selu: selu } as const;

/** Of dy and y = elu x: dy where y ≥ 0, else dy (y + 1). */
export const eluGrad: Formula = (f) => {
  const one = keep(f, splat(1));
  return (dy, y) => bitselect(dy!, mul(dy!, add(y!, one)), ge(y!, zero()));
};
