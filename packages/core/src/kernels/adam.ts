import { engine, type NamedTensorMap, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/**
 * One step of Adam for all parameters at once:
 *
 *     M ← β₁ M + γ₁ g,   V ← β₂ V + γ₂ g²,   p ← p - M / (√V + ε) · α
 *
 * with the bits of these operations one by one. The gains γ are attributes, 1 unless given. So is whether parameters and
 * averages that no other tensor shares may be written over: what comes out is then the same memory, and the step half the traffic.
 */
export const Adam = 'KindlingAdam';

/** The step's numbers, as float32 scalars. */
export interface AdamScalars<T = Tensor> {
  readonly beta1: T;
  readonly beta2: T;
  readonly alpha: T;
  readonly epsilon: T;
}

/** One float32 tensor a parameter in each, of the parameter's shape. */
export interface AdamTensors<T = Tensor> {
  readonly params: readonly T[];
  readonly m: readonly T[];
  readonly v: readonly T[];
}

export interface AdamAttributes {
  /** γ₁ */
  readonly first?: number;
  /** γ₂ */
  readonly second?: number;
  /** Default: false. */
  readonly inPlace?: boolean;
}

export interface AdamInputs<T = Tensor> extends AdamTensors<T> {
  readonly gradients: readonly T[];
  readonly scalars: AdamScalars<T>;
}

/** The next parameters and averages, as new tensors. */
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
