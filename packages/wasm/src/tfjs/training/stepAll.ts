// internal: one step of an optimizer for all parameters, on tfjs's tensors
import { sizeOf } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { flopsOf } from '../../kernels/elementwise/flops.ts';
import { emitStep, type StepFormula } from '../../kernels/training/optimizerStep.ts';
import type { Device } from '../adapter/replacement.ts';

/** What is carried from step to step: the parameters, then each slot. */
type Lists = readonly (readonly TensorInfo[])[];

export interface StepGiven {
  readonly params: readonly TensorInfo[];
  readonly gradients: readonly TensorInfo[];
  readonly slots: Lists;
}

export interface StepLaunch {
  /** The kernel's name in tfjs. */
  readonly name: string;
  /** Which of several formulas it is. Default: the only one. */
  readonly variant?: string | undefined;
  readonly formula: StepFormula;
  /** Addresses of scalars, then numbers as bits. */
  readonly numbers: readonly number[];
  /** Whether what no other tensor shares is written over. */
  readonly inPlace: boolean;
  /** About how many nanoseconds a number takes. */
  readonly work: number;
}

/** The next parameters, then each slot, list by list. */
export const stepAll = (device: Device, given: StepGiven, launch: StepLaunch): TensorInfo[] => {
  const place = (tensor: TensorInfo): TensorInfo =>
    launch.inPlace && !device.isShared(tensor)
      ? device.alias(tensor, tensor.shape)
      : device.output(tensor.shape, 'float32');
  const next = [given.params, ...given.slots].map((list) => list.map(place));
  if (given.params.length > 0) run(device, given, next, launch);
  return next.flat();
};

const run = (
  device: Device,
  given: StepGiven,
  next: Lists,
  { name, variant = '', formula, numbers, work }: StepLaunch,
): void => {
  const { runtime } = device;
  const kernel = runtime.kernel(name + variant, (m) => emitStep(m, formula));
  const lists = [given.params, given.gradients, ...given.slots, ...next];
  const { words, count } = tableOf(device, name, lists);
  const size = given.params.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const split = {
    count,
    grain: 1024,
    work: work * count,
    flops: flopsOf(formula.next) * size,
    // The table leads to all of them: which are written, and which read, it does not say.
    moved: { read: 4 * size * (lists.length - next.length), written: 4 * size * next.length },
  };
  runtime.withTable(words, (at) => runtime.launch(kernel, [at, given.params.length, ...numbers], split));
};

/**
 * What the kernel reads of each parameter, `entryWords` each; they go end to end, each beginning at a multiple of 4, up
 * to `count`.
 */
const tableOf = ({ address }: Device, owner: string, lists: Lists): { words: number[]; count: number } => {
  const words: number[] = [];
  let [count, place] = [0, 0];
  for (const [i, param] of lists[0]!.entries()) {
    const size = sizeOf(param.shape);
    for (const list of lists) {
      const tensor = list[i]!;
      if (sizeOf(tensor.shape) !== size)
        throw new RangeError(`${owner}: a parameter of [${param.shape}] goes with a tensor of [${tensor.shape}]`);
      words.push(address(tensor));
    }
    words.push(place, size);
    count = place + size;
    place += Math.ceil(size / 4) * 4;
  }
  return { words, count };
};
