// internal: part of the gradients in needed.ts and further.ts
import {
  Abs,
  Cast,
  ClipByValue,
  cast,
  div,
  Exp,
  exp,
  type GradConfig,
  greaterEqual,
  Identity,
  LeakyRelu,
  Log,
  lessEqual,
  logicalAnd,
  mul,
  Neg,
  neg,
  Relu,
  Rsqrt,
  rsqrt,
  Sigmoid,
  Softplus,
  Sqrt,
  Square,
  sigmoid,
  sign,
  sqrt,
  square,
  sub,
  Tanh,
  type Tensor,
  tanh,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { reluGrad } from '../kernels/reluGrad.ts';
import { ofInput } from './gradient.ts';

/** `dy` where low ≤ x ≤ high, 0 elsewhere. */
const within = (dy: Tensor, x: Tensor, low: number, high: number): Tensor =>
  where(logicalAnd(greaterEqual(x, low), lessEqual(x, high)), dy, zerosLike(dy));

/**
 * One tensor, element by element. All start from the input: tfjs does not follow a kernel's saved output, so that a
 * gradient made of it would itself have a wrong gradient, and nothing would tell.
 */
export const elementwise: readonly GradConfig[] = [
  ofInput(Neg, (dy) => neg(dy)),
  ofInput(Identity, (dy) => cast(dy, 'float32')),
  ofInput(Cast, (dy) => cast(dy, 'float32')),
  ofInput(Square, (dy, x) => mul(dy, mul(2, x))),
  ofInput(Abs, (dy, x) => mul(dy, sign(x))),
  ofInput(Log, (dy, x) => div(dy, x)),
  ofInput(Softplus, (dy, x) => mul(dy, sigmoid(x))),
  ofInput(Relu, (dy, x) => reluGrad({ dy, x })),
  ofInput<{ alpha: number }>(LeakyRelu, (dy, x, { alpha }) => reluGrad({ dy, x }, { alpha })),
  ofInput<{ clipValueMin: number; clipValueMax: number }>(ClipByValue, (dy, x, { clipValueMin, clipValueMax }) =>
    within(dy, x, clipValueMin, clipValueMax),
  ),
  ofInput(Sqrt, (dy, x) => div(dy, mul(2, sqrt(x)))),
  ofInput(Rsqrt, (dy, x) => mul(dy, div(rsqrt(x), mul(-2, x)))),
  ofInput(Exp, (dy, x) => mul(dy, exp(x))),
  ofInput(Sigmoid, (dy, x) => mul(dy, mul(sigmoid(x), sigmoid(neg(x))))),
  ofInput(Tanh, (dy, x) => mul(dy, sub(1, square(tanh(x))))),
];
