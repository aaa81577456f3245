// internal: functions of the numbers of float32 tensors, one by one
import { type Attributes, attributesAs, sizeOf } from '@kindling/core';
import {
  ClipByValue,
  type ClipByValueAttrs,
  LeakyRelu,
  type LeakyReluAttrs,
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
import { choose, clip, leakyRelu, step, unary } from '../../kernels/elementwise/unary.ts';
import { bitsOf } from '../adapter/bits.ts';
import { sameShape } from '../adapter/broadcast.ts';
import { type Device, isFloat, type Replacement } from '../adapter/replacement.ts';

const each: readonly Walk[] = ['each', 'each', 'each'];

/** About how many nanoseconds a number takes one thread: what moving it through memory takes, but for these. */
const perNumber: Readonly<Record<string, number>> = { Exp: 1, Log: 2, Tanh: 2 };
const perMove = 0.2;

const none: readonly number[] = [];

const launch = (
  device: Device,
  key: string,
  operation: Operation,
  inputs: readonly TensorInfo[],
  numbers: readonly number[] = none,
): TensorInfo => {
  const { runtime } = device;
  const kernel = runtime.kernel(key, (m) => emitElementwise(m, operation, each));
  const y = device.output(inputs[0]!.shape, 'float32');
  const count = sizeOf(y.shape);
  const args: number[] = [];
  for (const input of inputs) args.push(device.address(input));
  args.push(device.address(y));
  for (const number of numbers) args.push(number);
  runtime.launch(kernel, args, { count, grain: 64, work: (perNumber[key] ?? perMove) * count });
  return y;
};

/** `numbers` are the parameters of the formula, of the kernel's attributes. */
const elementwise = <A extends object = Attributes>(
  name: string,
  formula: Formula,
  parameters = 0,
  numbers: (attributes: A) => number[] = () => [],
): Replacement => {
  const operation: Operation = { inputs: [float32], output: float32, formula, parameters };
  return {
    name,
    compute: ({ x }, params, device) => {
      if (x!.dtype !== 'float32') return undefined;
      return launch(
        device,
        name,
        operation,
        [x!],
        parameters === 0 ? none : numbers(attributesAs<A>(params)).map(bitsOf),
      );
    },
  };
};

const selection: Operation = { inputs: [bool, float32, float32], output: float32, formula: choose };

const select: Replacement = {
  name: Select,
  compute: (inputs, _attributes, device) => {
    const [condition, t, e] = [inputs.condition!, inputs.t!, inputs.e!];
    if (!isFloat(t, e) || condition.dtype !== 'bool' || !sameShape(condition.shape, t.shape)) return undefined;
    return launch(device, Select, selection, [condition, t, e]);
  },
};

export const unaries: readonly Replacement[] = [
  ...Object.entries(unary).map(([name, formula]) => elementwise(name, formula)),
  elementwise<LeakyReluAttrs>(LeakyRelu, leakyRelu, 1, ({ alpha }) => [alpha]),
  elementwise<StepAttrs>(Step, step, 1, ({ alpha }) => [alpha]),
  select,
  elementwise<ClipByValueAttrs>(ClipByValue, clip, 2, ({ clipValueMin, clipValueMax }) => [clipValueMin, clipValueMax]),
];
