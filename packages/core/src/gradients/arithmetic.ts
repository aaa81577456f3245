// internal: part of the gradients in needed.ts and further.ts
import {
  Add,
  div,
  type GradConfig,
  greaterEqual,
  less,
  Maximum,
  Multiply,
  mul,
  neg,
  RealDiv,
  SquaredDifference,
  Sub,
  square,
  sub,
} from '@tensorflow/tfjs-core';
import { ofPair, only } from './gradient.ts';

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
];
