// internal: the step of Adam for all parameters
import { Adam, type AdamAttributes, type AdamInputs, readAdam, requireShape, writeAdam } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { kernel } from '../kernel.ts';
import type { Handle } from '../operators/kinds.ts';
import type { Torch } from '../torch.ts';

/** β₁, β₂, α and ε, as numbers. */
type Numbers = Readonly<Record<'beta1' | 'beta2' | 'alpha' | 'epsilon', number>>;

type Gains = Required<Pick<AdamAttributes, 'first' | 'second'>>;

/** Undefined where one of them was worked out on the device. */
const numbersOf = ({ scalars }: AdamInputs<TensorInfo>, torch: Torch): Numbers | undefined => {
  const entries = Object.entries(scalars).map(([name, scalar]) => [name, torch.hostValue(scalar)] as const);
  return entries.every(([, value]) => value !== undefined) ? (Object.fromEntries(entries) as Numbers) : undefined;
};

/** A copy in memory whose numbers are those of the tensor once they are multiplied by the factor. */
const copyBy = (tensor: TensorInfo, factor: number, torch: Torch): Handle =>
  torch.factorOf(tensor) === factor
    ? torch.clone(torch.inputUnscaled(tensor), undefined)
    : torch.addScaled(torch.constant(0), torch.input(tensor), 1 / factor);

/**
 * ATen's Adam, one pass over memory, keeps averages m = β₁ m + (1 - β₁) g and v alike. The kernel's are sums with gains
 * of their own, M = f m with f = γ₁ / (1 - β₁) and V = h v alike. So m and v are what lies in memory, with the factor
 * noted beside them: who reads M has it multiplied then. The step is
 *
 *     α M / (√V + ε) = α f / √h · m / (√v + ε / √h)
 */
const fused = (
  { params, gradients, m, v }: AdamInputs<TensorInfo>,
  { beta1, beta2, alpha, epsilon }: Numbers,
  { first, second, inPlace }: Required<AdamAttributes>,
  torch: Torch,
): TensorInfo[] => {
  const [f, h] = [first / (1 - beta1), second / (1 - beta2)];
  const place = (tensor: TensorInfo, factor = 1): TensorInfo =>
    inPlace && torch.isSole(tensor) && torch.factorOf(tensor) === factor
      ? torch.alias(tensor)
      : torch.outputUnscaled(copyBy(tensor, factor, torch), tensor.shape, factor);
  const next = {
    params: params.map((tensor) => place(tensor)),
    m: m.map((tensor) => place(tensor, f)),
    v: v.map((tensor) => place(tensor, h)),
  };
  const memory = (tensors: readonly TensorInfo[]): Handle[] => tensors.map((tensor) => torch.inputUnscaled(tensor));
  const given = gradients.map((tensor) => torch.input(tensor));
  // After so many steps ATen corrects nothing: α has the corrections.
  const steps = params.map(() => torch.constant(Number.POSITIVE_INFINITY));
  torch.fusedAdam(
    ...([memory(next.params), given, memory(next.m), memory(next.v), [], steps] as const),
    ...([(alpha * f) / Math.sqrt(h), beta1, beta2, 0, epsilon / Math.sqrt(h)] as const),
    ...([false, false, undefined, undefined] as const),
  );
  return writeAdam(next);
};

/** Operator by operator, with the numbers where they are. */
const composed = (
  { scalars, params, gradients, m, v }: AdamInputs<TensorInfo>,
  { first, second }: Gains,
  torch: Torch,
): TensorInfo[] => {
  const { beta1, beta2, alpha, epsilon } = scalars;
  const next = params.map((param, i) => {
    const gradient = torch.input(gradients[i]!);
    const decayed = (average: TensorInfo, by: TensorInfo): Handle => torch.mul(torch.input(average), torch.input(by));
    const mean = torch.addScaled(decayed(m[i]!, beta1), gradient, first);
    const square = torch.addScaled(decayed(v[i]!, beta2), torch.mul(gradient, gradient), second);
    const deviation = torch.addScaled(torch.sqrt(square), torch.input(epsilon), 1);
    const step = torch.mul(torch.div(mean, deviation), torch.input(alpha));
    const out = (handle: Handle): TensorInfo => torch.output(handle, param.shape, 'float32');
    return { param: out(torch.addScaled(torch.input(param), step, -1)), m: out(mean), v: out(square) };
  });
  return writeAdam({
    params: next.map(({ param }) => param),
    m: next.map((each) => each.m),
    v: next.map((each) => each.v),
  });
};

export const adam = kernel<string, AdamAttributes>(
  Adam,
  (inputs, { first = 1, second = 1, inPlace = false }, torch) => {
    const given = readAdam(inputs);
    if (given.params.length === 0) return [];
    given.params.forEach(({ shape }, i) => {
      requireShape(Adam, { gradient: given.gradients[i]!, m: given.m[i]!, v: given.v[i]! }, shape);
    });
    const numbers = numbersOf(given, torch);
    return numbers === undefined || !(first > 0 && second > 0)
      ? composed(given, { first, second }, torch)
      : fused(given, numbers, { first, second, inPlace }, torch);
  },
);
