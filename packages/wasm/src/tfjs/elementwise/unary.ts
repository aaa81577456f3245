// internal: functions of the numbers of tensors, one by one
import { type Attributes, attributesAs, sizeOf } from '@kindling/core';
import {
  Cast,
  type CastAttrs,
  Ceil,
  ClipByValue,
  type ClipByValueAttrs,
  type DataType,
  Exp,
  Floor,
  LeakyRelu,
  type LeakyReluAttrs,
  LogicalNot,
  Round,
  Select,
  Step,
  type StepAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import {
  bool,
  emitElementwise,
  type Formula,
  float32,
  type Operation,
  type Walk,
} from '../../kernels/elementwise/elementwise.ts';
import {
  integerClip,
  integerExp,
  integerStep,
  integerUnary,
  isTrue,
  logicalNot,
} from '../../kernels/elementwise/integer.ts';
import { choose, clip, leakyRelu, step, unary } from '../../kernels/elementwise/unary.ts';
import { bitsOf } from '../adapter/bits.ts';
import { sameShape } from '../adapter/broadcast.ts';
import { inTurn } from '../adapter/inTurn.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';

const each: readonly Walk[] = ['each', 'each', 'each'];

/** About how many nanoseconds a number takes one thread: what moving it through memory takes, but for these. */
const perNumber: Readonly<Record<string, number>> = { Exp: 1, Log: 2, Tanh: 2 };
const perMove = 0.2;

const none: readonly number[] = [];

const launch = (
  device: Device,
  key: string,
  operation: Operation,
  dtype: DataType,
  inputs: readonly TensorInfo[],
  numbers: readonly number[] = none,
): TensorInfo => {
  const { runtime } = device;
  const kernel = runtime.kernel(key, (m) => emitElementwise(m, operation, each));
  const y = device.output(inputs[0]!.shape, dtype);
  const count = sizeOf(y.shape);
  const args: number[] = [];
  for (const input of inputs) args.push(device.address(input));
  args.push(device.address(y));
  for (const number of numbers) args.push(number);
  runtime.launch(kernel, args, { count, grain: 64, work: (perNumber[key] ?? perMove) * count });
  return y;
};

type Of = 'float32' | 'int32' | 'bool';
const formats = { float32, int32: float32, bool } as const;

/**
 * Of x of a dtype. `numbers` are the parameters of the formula, of the kernel's attributes; undefined where it has none
 * for these.
 */
const elementwise = <A extends object = Attributes>(
  name: string,
  [of, dtype]: readonly [Of, Of],
  formula: Formula,
  parameters = 0,
  numbers: (attributes: A) => readonly number[] | undefined = () => none,
): Replacement => {
  const operation: Operation = { inputs: [formats[of]], output: formats[dtype], formula, parameters };
  const key = of === 'float32' && dtype === of ? name : `${name} ${of} ${dtype}`;
  return {
    name,
    compute: ({ x }, params, device) => {
      if (x!.dtype !== of) return undefined;
      const given = parameters === 0 ? none : numbers(attributesAs<A>(params));
      return given && launch(device, key, operation, dtype, [x!], given);
    },
  };
};

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

const cast = (of: 'float32' | 'int32'): Replacement => {
  const { compute } = elementwise(Cast, [of, 'bool'], isTrue[of]);
  return {
    name: Cast,
    compute: (inputs, attributes, device) =>
      attributesAs<CastAttrs>(attributes).dtype === 'bool' ? compute(inputs, attributes, device) : undefined,
  };
};

const selection = (of: Of): Replacement => {
  const operation: Operation = { inputs: [bool, formats[of], formats[of]], output: formats[of], formula: choose };
  return {
    name: Select,
    compute: (inputs, _attributes, device) => {
      const [condition, t, e] = [inputs.condition!, inputs.t!, inputs.e!];
      if (condition.dtype !== 'bool' || t.dtype !== of || e.dtype !== of) return undefined;
      if (!sameShape(condition.shape, t.shape) || !sameShape(e.shape, t.shape)) return undefined;
      return launch(device, `${Select} ${of}`, operation, of, [condition, t, e]);
    },
  };
};

export const unaries: readonly Replacement[] = inTurn([
  ...Object.entries(unary).map(([name, formula]) => elementwise(name, float, formula)),
  ...Object.entries(integerUnary).map(([name, formula]) => elementwise(name, integer, formula)),
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
  ...(['float32', 'int32'] as const).map(cast),
  ...(['float32', 'int32', 'bool'] as const).map(selection),
]);
