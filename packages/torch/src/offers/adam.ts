// internal: the step of Adam for all parameters
import { Adam, type AdamAttributes, type AdamInputs, readAdam, writeAdam } from '@kindling/core';
import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import type { Torch } from '../torch.ts';
import { requireShape } from './requireShape.ts';

/** β₁, β₂, α and ε, as numbers. */
type Numbers = Readonly<Record<'beta1' | 'beta2' | 'alpha' | 'epsilon', number>>;

type Gains = Required<Pick<AdamAttributes, 'first' | 'second'>>;

/** Undefined where one of them was worked out on the device. */
const numbersOf = ({ scalars }: AdamInputs<TensorInfo>, torch: Torch): Numbers | undefined => {
  const entries = Object.entries(scalars).map(([name, scalar]) => [name, torch.hostValue(scalar)] as const);
  return entries.every(([, value]) => value !== undefined) ? (Object.fromEntries(entries) as Numbers) : undefined;
};

/**
 * ATen's Adam, in one pass, keeps averages m = β₁ m + (1 - β₁) g and v alike. The kernel's are sums of other gains,
 * M = m γ₁ / (1 - β₁) and V = v γ₂ / (1 - β₂). So in memory are m and v, with the factor beside them: whoever reads M
 * has it multiplied then. With the factors f and h of M and V
 *
 *     α M / (√V + ε) = α f / √h · m / (√v + ε / √h)
 */
const fused = (
  { params, gradients, m, v }: AdamInputs<TensorInfo>,
  { beta1, beta2, alpha, epsilon }: Numbers,
  { first, second }: Gains,
  inPlace: boolean,
  torch: Torch,
): TensorInfo[] => {
  const [f, h] = [first / (1 - beta1), second / (1 - beta2)];
  const place = (tensor: TensorInfo, factor: number): TensorInfo =>
    inPlace && torch.isSole(tensor) && torch.factorOf(tensor) === factor
      ? torch.alias(tensor)
      : torch.outputScaled(torch.copyScaled(tensor, factor), tensor.shape, factor);
  const next = {
    params: params.map((tensor) => place(tensor, 1)),
    m: m.map((tensor) => place(tensor, f)),
    v: v.map((tensor) => place(tensor, h)),
  };
  const raw = (tensors: readonly TensorInfo[]): Handle[] => tensors.map((tensor) => torch.inputScaled(tensor));
  const given = gradients.map((tensor) => torch.input(tensor));
  // After so many steps nothing is left to correct: α has the corrections.
  const steps = params.map(() => torch.constant(Number.POSITIVE_INFINITY));
  torch.fusedAdam(
    ...([raw(next.params), given, raw(next.m), raw(next.v), [], steps] as const),
    ...([
      (alpha * f) / Math.sqrt(h),
      beta1,
      beta2,
      0,
      epsilon / Math.sqrt(h),
      false,
      false,
      undefined,
      undefined,
    ] as const),
  );
  return writeAdam(next);
};
