import {
  add,
  div,
  engine,
  mul,
  type NamedTensorMap,
  sqrt,
  square,
  sub,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { tidied } from '../tree/tensors.ts';
import { offers } from './offers.ts';

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

export interface AdamAttributes {
  /** γ₁. Default: 1. */
  readonly first?: number;
  /** γ₂. Default: 1. */
  readonly second?: number;
  /** Whether tensors that no other shares may be written over; a permission, that may go unused. Default: false. */
  readonly inPlace?: boolean;
}

export interface AdamInputs<T = Tensor> extends AdamTensors<T> {
  /** g */
  readonly gradients: readonly T[];
  readonly scalars: AdamScalars<T>;
}

/** The next parameters and averages, by the backend's kernel. */
export const runAdam = (
  { scalars, params, gradients, m, v }: AdamInputs,
  { first = 1, second = 1, inPlace = false }: AdamAttributes = {},
): AdamTensors => {
  const { beta1, beta2, alpha, epsilon } = scalars;
  const inputs = [beta1, beta2, alpha, epsilon, ...params, ...gradients, ...m, ...v];
  const next = engine().runKernel<Tensor[]>(Adam, inputs as unknown as NamedTensorMap, { first, second, inPlace });
  const count = params.length;
  return { params: next.slice(0, count), m: next.slice(count, 2 * count), v: next.slice(2 * count) };
};

const weighed = (x: Tensor, gain: number): Tensor => (gain === 1 ? x : mul(x, gain));

/** The next averages of one parameter, and what the step takes off it: M / (√V + ε) · α. */
export const adamDirection = (
  { gradient, m, v }: Readonly<Record<'gradient' | 'm' | 'v', Tensor>>,
  { beta1, beta2, alpha, epsilon }: AdamScalars,
  { first = 1, second = 1 }: AdamAttributes = {},
): Readonly<Record<'update' | 'm' | 'v', Tensor>> => {
  const nextM = add(mul(m, beta1), weighed(gradient, first));
  const nextV = add(mul(v, beta2), weighed(square(gradient), second));
  return { update: mul(div(nextM, add(sqrt(nextV), epsilon)), alpha), m: nextM, v: nextV };
};

/** The step composed of operations, parameter by parameter; never in place. */
export const composeAdam = (
  { scalars, params, gradients, m, v }: AdamInputs,
  attributes: AdamAttributes = {},
): AdamTensors => {
  const next = params.map((param, i) =>
    tidied(() => {
      const { update, ...averages } = adamDirection(
        { gradient: gradients[i]!, m: m[i]!, v: v[i]! },
        scalars,
        attributes,
      );
      return { param: sub(param, update), ...averages };
    }),
  );
  return { params: next.map(({ param }) => param), m: next.map((each) => each.m), v: next.map((each) => each.v) };
};

/** The next parameters and averages: by the kernel where the backend in use has it, else composed. */
export const adam = (inputs: AdamInputs, attributes: AdamAttributes = {}): AdamTensors =>
  (offers(Adam) ? runAdam : composeAdam)(inputs, attributes);

/** What a kernel is given: by position, as tfjs itself gives the inputs of Concat. */
export const readAdam = (inputs: Readonly<Record<string, TensorInfo>>): AdamInputs<TensorInfo> => {
  const [beta1, beta2, alpha, epsilon, ...rest] = Object.values(inputs);
  const count = rest.length / 4;
  const list = (i: number): TensorInfo[] => rest.slice(i * count, (i + 1) * count);
  return {
    scalars: { beta1: beta1!, beta2: beta2!, alpha: alpha!, epsilon: epsilon! },
    ...{ params: list(0), gradients: list(1), m: list(2), v: list(3) },
  };
};

/** What a kernel gives back. */
export const writeAdam = <T>({ params, m, v }: AdamTensors<T>): T[] => [...params, ...m, ...v];
