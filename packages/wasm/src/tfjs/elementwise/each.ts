// internal: kernels that work out each number of a tensor by itself
import { type Attributes, attributesAs, sizeOf } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import {
  bool,
  emitElementwise,
  type Formula,
  float32,
  type Operation,
  type Walk,
} from '../../kernels/elementwise/elementwise.ts';
import { flopsOf } from '../../kernels/elementwise/flops.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';

const each: readonly Walk[] = ['each', 'each', 'each'];

/** About how many nanoseconds a number takes one thread: what moving it through memory takes, but for these. */
const perNumber: Readonly<Record<string, number>> = {
  ...{ Elu: 1.5, Exp: 1, Log: 2, Log1p: 3, Selu: 1.5, Sigmoid: 1.5, Softplus: 4, Tanh: 2 },
};
const perMove = 0.2;

const none: readonly number[] = [];

export const launch = (
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
  const flops = flopsOf(operation.formula) * count;
  runtime.launch(kernel, args, { count, grain: 64, work: (perNumber[key] ?? perMove) * count, flops });
  return y;
};

export type Of = 'float32' | 'int32' | 'bool';
export const formats = { float32, int32: float32, bool } as const;

/**
 * Of x of a dtype. `numbers` are the parameters of the formula, of the kernel's attributes; undefined where it has none
 * for these.
 */
export const elementwise = <A extends object = Attributes>(
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
