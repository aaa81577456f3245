import {
  Add,
  AddN,
  cast,
  div,
  type GradConfig,
  greater,
  greaterEqual,
  less,
  lessEqual,
  log,
  Maximum,
  Minimum,
  Multiply,
  mul,
  neg,
  notEqual,
  onesLike,
  Pow,
  pow,
  RealDiv,
  SquaredDifference,
  Sub,
  square,
  sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { ofPair, unbroadcast } from './gradient.ts';

/** `dy` where the condition holds, 0 elsewhere. */
const only = (dy: Tensor, condition: Tensor): Tensor => mul(dy, cast(condition, 'float32'));

/** Two tensors, broadcast to each other. */
export const arithmetic: readonly GradConfig[] = [
  ofPair(
    Add,
    (dy) => dy,
    (dy) => dy,
  ),
  ofPair(
    Sub,
    (dy) => dy,
    (dy) => neg(dy),
  ),
  ofPair(
    Multiply,
    (dy, _a, b) => mul(dy, b),
    (dy, a) => mul(dy, a),
  ),
  ofPair(
    RealDiv,
    (dy, _a, b) => div(dy, b),
    (dy, a, b) => neg(div(mul(dy, a), square(b))),
  ),
  ofPair(
    SquaredDifference,
    (dy, a, b) => mul(dy, mul(2, sub(a, b))),
    (dy, a, b) => mul(dy, mul(2, sub(b, a))),
  ),
  // Where both are equal, all goes to the first, as in TensorFlow.
  ofPair(
    Maximum,
    (dy, a, b) => only(dy, greaterEqual(a, b)),
    (dy, a, b) => only(dy, less(a, b)),
  ),
  ofPair(
    Minimum,
    (dy, a, b) => only(dy, lessEqual(a, b)),
    (dy, a, b) => only(dy, greater(a, b)),
  ),
  // b a^(b-1), which is 0 for b = 0 also at a = 0; and a^b ln a, taken as 0 where a has no logarithm.
  ofPair(
    Pow,
    (dy, a, b) => mul(dy, mul(b, pow(a, where(notEqual(b, 0), sub(b, 1), zerosLike(b))))),
    (dy, a, b) => mul(dy, mul(pow(a, b), log(where(greater(a, 0), a, onesLike(a))))),
  ),
  {
    kernelName: AddN,
    saveAllInputs: true,
    gradFunc: (dy, inputs) =>
      Object.fromEntries(inputs.map(({ shape }, i) => [i, () => unbroadcast(dy as Tensor, shape)])),
  },
];
