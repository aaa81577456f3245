import { add, div, mul, sqrt, square, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import {
  type OptimizerStep,
  readStep,
  runStep,
  type StepAttributes,
  type StepInputs,
  type StepResult,
  takeStep,
} from './optimizerStep.ts';

/**
 * One step of Adam for all parameters at once:
 *
 *     M ← β₁ M + γ₁ g,   V ← β₂ V + γ₂ g²,   p ← p - M / (√V + ε) · α
 *
 * with the bits of these operations one by one. The gains γ are attributes, 1 unless given. With `inPlace`, parameters
 * and averages that no other tensor shares may be written over: what comes out is then the same memory, and the step
 * has half the traffic.
 */
export const Adam = 'KindlingAdam';

/** The step's numbers, as float32 scalars. */
export interface AdamScalars<T = Tensor> {
  /** β₁ */
  readonly beta1: T;
  /** β₂ */
  readonly beta2: T;
  /** α, the learning rate with its corrections */
  readonly alpha: T;
  /** ε */
  readonly epsilon: T;
}

/** One float32 tensor a parameter in each, of the parameter's shape. */
export interface AdamTensors<T = Tensor> {
  /** p */
  readonly params: readonly T[];
  /** M */
  readonly m: readonly T[];
  /** V */
  readonly v: readonly T[];
}

export type AdamAttributes = Pick<StepAttributes, 'first' | 'second' | 'inPlace'>;

export interface AdamInputs<T = Tensor> extends AdamTensors<T> {
  /** g */
  readonly gradients: readonly T[];
  readonly scalars: AdamScalars<T>;
}

const weighed = (x: Tensor, gain: number): Tensor => (gain === 1 ? x : mul(x, gain));

/** Adam as a step that a chain of transforms ends in. */
export const adamStep: OptimizerStep<keyof AdamScalars, 'm' | 'v'> = {
  name: Adam,
  scalars: ['beta1', 'beta2', 'alpha', 'epsilon'],
  slots: ['m', 'v'],
  direction: ({ gradient, slots, scalars: { beta1, beta2, alpha, epsilon } }, { first = 1, second = 1 }) => {
    const m = add(mul(slots.m, beta1), weighed(gradient, first));
    const v = add(mul(slots.v, beta2), weighed(square(gradient), second));
    return { update: mul(div(m, add(sqrt(v), epsilon)), alpha), slots: { m, v } };
  },
};

const stepInputs = ({ m, v, ...rest }: AdamInputs): StepInputs<keyof AdamScalars, 'm' | 'v'> => ({
  ...rest,
  slots: { m, v },
});
const tensorsOf = ({ params, slots: { m, v } }: StepResult<'m' | 'v'>): AdamTensors => ({ params, m, v });

/** The next parameters and averages, by the backend's kernel. */
export const runAdam = (inputs: AdamInputs, attributes: AdamAttributes = {}): AdamTensors =>
  tensorsOf(runStep(adamStep, stepInputs(inputs), attributes));

/** The next parameters and averages: by the kernel where the backend in use has it, else composed. */
export const adam = (inputs: AdamInputs, attributes: AdamAttributes = {}): AdamTensors =>
  tensorsOf(takeStep(adamStep, stepInputs(inputs), attributes));

/** What a kernel is given: by position, as tfjs itself gives the inputs of Concat. */
export const readAdam = (inputs: Readonly<Record<string, TensorInfo>>): AdamInputs<TensorInfo> => {
  const { slots, ...rest } = readStep(adamStep, inputs);
  return { ...rest, ...slots };
};

/** What a kernel gives back. */
export const writeAdam = <T>({ params, m, v }: AdamTensors<T>): T[] => [...params, ...m, ...v];
