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

/** Whether γ = 1 - β: what is kept is an average then, as ATen keeps it, and nothing has to be converted. */
const areAverages = ({ beta1, beta2 }: Numbers, { first, second }: Gains): boolean =>
  Math.fround(1 - first) === beta1 && Math.fround(1 - second) === beta2;

/** ATen's Adam, one pass over memory. It takes β as 1 - γ, since the scalars are rounded to float32 already. */
const fused = (
  { params, gradients, m, v }: AdamInputs<TensorInfo>,
  { alpha, epsilon }: Numbers,
  { first, second, inPlace }: Required<AdamAttributes>,
  torch: Torch,
): TensorInfo[] => {
  const place = (tensor: TensorInfo): TensorInfo =>
    inPlace && torch.isSole(tensor)
      ? torch.alias(tensor)
      : torch.output(torch.clone(torch.input(tensor), undefined), tensor.shape, 'float32');
  const next = { params: params.map(place), m: m.map(place), v: v.map(place) };
  const memory = (tensors: readonly TensorInfo[]): Handle[] => tensors.map((tensor) => torch.input(tensor));
  // After so many steps ATen corrects nothing: α has the corrections.
  const steps = params.map(() => torch.constant(Number.POSITIVE_INFINITY));
  torch.fusedAdam(
    ...([memory(next.params), memory(gradients), memory(next.m), memory(next.v), [], steps] as const),
    ...([alpha, 1 - first, 1 - second, 0, epsilon, false, false, undefined, undefined] as const),
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
    return numbers !== undefined && areAverages(numbers, { first, second })
      ? fused(given, numbers, { first, second, inPlace }, torch)
      : composed(given, { first, second }, torch);
  },
);
