// internal: functions of the numbers of tensors, one by one
import {
  Ceil,
  ClipByValue,
  type ClipByValueAttrs,
  Exp,
  Floor,
  LeakyRelu,
  type LeakyReluAttrs,
  LogicalNot,
  Round,
  Step,
  type StepAttrs,
} from '@tensorflow/tfjs-core';
import {
  integerClip,
  integerExp,
  integerFiniteness,
  integerStep,
  integerUnary,
  logicalNot,
} from '../../kernels/elementwise/integer.ts';
import { clip, finiteness, leakyRelu, step, unary } from '../../kernels/elementwise/unary.ts';
import { bitsOf } from '../adapter/bits.ts';
import { inTurn } from '../adapter/inTurn.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { elementwise } from './each.ts';

const float = ['float32', 'float32'] as const;
const integer = ['int32', 'int32'] as const;

/** Parameters of `integerClip`: the bounds may lie between integers, and are cut off to integers as results. */
const clipOf = ({ clipValueMin: low, clipValueMax: high }: ClipByValueAttrs): readonly number[] | undefined => {
  if (Number.isNaN(low) || Number.isNaN(high)) return undefined;
  const [least, most] = [-(2 ** 31), 2 ** 31 - 1];
  const within = (bound: number): number => Math.min(Math.max(bound, least), most);
  if (low > high) return [most, high, least, high];
  return [within(Math.ceil(low)), low, within(Math.floor(high)), high];
};

/** Integers are what these make of them. */
const whole = (name: string): Replacement => ({
  name,
  compute: ({ x }, _attributes, device) => (x!.dtype === 'int32' ? device.alias(x!, x!.shape) : undefined),
});

export const unaries: readonly Replacement[] = inTurn([
  ...Object.entries(unary).map(([name, formula]) => elementwise(name, float, formula)),
  ...Object.entries(integerUnary).map(([name, formula]) => elementwise(name, integer, formula)),
  ...Object.entries(finiteness).map(([name, formula]) => elementwise(name, ['float32', 'bool'], formula)),
  ...(['int32', 'bool'] as const).flatMap((of) =>
    Object.entries(integerFiniteness).map(([name, formula]) => elementwise(name, [of, 'bool'], formula)),
  ),
  elementwise(Exp, ['int32', 'float32'], integerExp),
  elementwise(LogicalNot, ['bool', 'bool'], logicalNot),
  elementwise<LeakyReluAttrs>(LeakyRelu, float, leakyRelu, 1, ({ alpha }) => [bitsOf(alpha)]),
  elementwise<StepAttrs>(Step, float, step, 1, ({ alpha }) => [bitsOf(alpha)]),
  elementwise<StepAttrs>(Step, integer, integerStep, 1, ({ alpha }) => [alpha]),
  elementwise<ClipByValueAttrs>(ClipByValue, float, clip, 2, ({ clipValueMin, clipValueMax }) =>
    [clipValueMin, clipValueMax].map(bitsOf),
  ),
  elementwise<ClipByValueAttrs>(ClipByValue, integer, integerClip, 4, clipOf),
  ...[Ceil, Floor, Round].map(whole),
]);
