// internal: part of the gradients in needed.ts and further.ts
import {
  ArgMax,
  ArgMin,
  Ceil,
  Equal,
  Floor,
  type GradConfig,
  Greater,
  GreaterEqual,
  IsFinite,
  IsNan,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  NotEqual,
  OneHot,
  OnesLike,
  Round,
  Sign,
  Step,
  ZerosLike,
} from '@tensorflow/tfjs-core';
import { flat } from './gradient.ts';

const pair = ['a', 'b'];

/** Step functions. Comparisons too, so that `where(greater(x, 0), ...)` in a loss has a gradient. */
export const flats: readonly GradConfig[] = [
  ...[Sign, Step, Floor, Ceil, Round, ZerosLike, OnesLike, ArgMax, ArgMin, IsNan, IsFinite, LogicalNot].map((kernel) =>
    flat(kernel),
  ),
  ...[Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual, LogicalAnd, LogicalOr].map((kernel) =>
    flat(kernel, pair),
  ),
  flat(OneHot, ['indices']),
];
