import { engine, type NamedTensorMap, sub, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { tidied } from '../tree/tensors.ts';
import { offers } from './offers.ts';

/** What one step of an optimizer is given for all parameters; lists have one tensor a parameter, of its shape. */
export interface StepInputs<Scalar extends string, Slot extends string, T = Tensor> {
  /** The step's numbers, as float32 scalars. */
  readonly scalars: Readonly<Record<Scalar, T>>;
  /** p */
  readonly params: readonly T[];
  /** g */
  readonly gradients: readonly T[];
  /** What the optimizer carries from step to step. */
  readonly slots: Readonly<Record<Slot, readonly T[]>>;
}

/** The next parameters and slots. */
export type StepResult<Slot extends string, T = Tensor> = Pick<StepInputs<never, Slot, T>, 'params' | 'slots'>;

/** One parameter in such a step. */
export interface ParameterStep<Scalar extends string, Slot extends string> {
  readonly gradient: Tensor;
  readonly slots: Readonly<Record<Slot, Tensor>>;
  readonly scalars: Readonly<Record<Scalar, Tensor>>;
}

/** An optimizer's step for all parameters, which a backend may have as one kernel. */
export interface OptimizerStep<Scalar extends string, Slot extends string> {
  /** The kernel's name. */
  readonly name: string;
  /** In the kernel's order. */
  readonly scalars: readonly Scalar[];
  /** In the kernel's order. */
  readonly slots: readonly Slot[];
  /** What is subtracted from one parameter, composed of operations: the kernel has the same bits. */
  readonly direction: (
    step: ParameterStep<Scalar, Slot>,
    attributes: StepAttributes,
  ) => { readonly update: Tensor; readonly slots: Readonly<Record<Slot, Tensor>> };
}

export interface StepAttributes {
  /** Whether tensors that no other shares may be written over; a permission, that may go unused. Default: false. */
  readonly inPlace?: boolean;
  /** Whether momentum looks one step ahead. Default: false. */
  readonly nesterov?: boolean;
  /** γ₁ of Adam. Default: 1. */
  readonly first?: number;
  /** γ₂ of Adam. Default: 1. */
  readonly second?: number;
}

/** By position, as tfjs itself gives the inputs of Concat: scalars, parameters, gradients, slot by slot. */
export const runStep = <Scalar extends string, Slot extends string>(
  { name, ...names }: OptimizerStep<Scalar, Slot>,
  { scalars, params, gradients, slots }: StepInputs<Scalar, Slot>,
  attributes: StepAttributes,
): StepResult<Slot> => {
  const carried = names.slots.flatMap((slot) => slots[slot]);
  const inputs = [...names.scalars.map((scalar) => scalars[scalar]), ...params, ...gradients, ...carried];
  const next = engine().runKernel<Tensor[]>(name, inputs as unknown as NamedTensorMap, { ...attributes });
  return resultOf(names.slots, next, params.length);
};

const resultOf = <Slot extends string>(
  slots: readonly Slot[],
  next: readonly Tensor[],
  count: number,
): StepResult<Slot> => {
  const list = (i: number): readonly Tensor[] => next.slice(i * count, (i + 1) * count);
  const carried = Object.fromEntries(slots.map((slot, i) => [slot, list(i + 1)]));
  return { params: list(0), slots: carried as StepResult<Slot>['slots'] };
};

const composed = <Scalar extends string, Slot extends string>(
  step: OptimizerStep<Scalar, Slot>,
  { scalars, params, gradients, slots }: StepInputs<Scalar, Slot>,
  attributes: StepAttributes,
): StepResult<Slot> => {
  const next = params.map((param, i) =>
    tidied(() => {
      const own = Object.fromEntries(step.slots.map((slot) => [slot, slots[slot][i]!])) as Record<Slot, Tensor>;
      const { update, slots: next } = step.direction({ gradient: gradients[i]!, slots: own, scalars }, attributes);
      return [sub(param, update), ...step.slots.map((slot) => next[slot])];
    }),
  );
  const lists = [0, ...step.slots].flatMap((_, list) => next.map((tensors) => tensors[list]!));
  return resultOf(step.slots, lists, params.length);
};

/** The next parameters and slots: by the kernel where the backend in use has it, else composed. */
export const takeStep = <Scalar extends string, Slot extends string>(
  step: OptimizerStep<Scalar, Slot>,
  inputs: StepInputs<Scalar, Slot>,
  attributes: StepAttributes = {},
): StepResult<Slot> => (offers(step.name) ? runStep : composed)(step, inputs, attributes);

/** What a kernel is given. */
export const readStep = <Scalar extends string, Slot extends string>(
  { scalars, slots }: Pick<OptimizerStep<Scalar, Slot>, 'scalars' | 'slots'>,
  inputs: Readonly<Record<string, TensorInfo>>,
): StepInputs<Scalar, Slot, TensorInfo> => {
  const given = Object.values(inputs);
  const rest = given.slice(scalars.length);
  const count = rest.length / (2 + slots.length);
  const list = (i: number): readonly TensorInfo[] => rest.slice(i * count, (i + 1) * count);
  return {
    scalars: Object.fromEntries(scalars.map((scalar, i) => [scalar, given[i]!])) as Record<Scalar, TensorInfo>,
    params: list(0),
    gradients: list(1),
    slots: Object.fromEntries(slots.map((slot, i) => [slot, list(2 + i)])) as unknown as Record<
      Slot,
      readonly TensorInfo[]
    >,
  };
};
