// internal: part of the gradients in needed.ts and further.ts
import {
  cast,
  div,
  equal,
  fill,
  type GradConfig,
  Max,
  Mean,
  mul,
  reshape,
  Softmax,
  Sum,
  softmax,
  sub,
  sum,
  type Tensor,
  util,
} from '@tensorflow/tfjs-core';
import { ofInput } from './gradient.ts';

/** As the kernels get it: null for all axes. */
export type Axis = number | number[] | null;

/** `y`, from which `axes` were reduced away, with these axes again, of length 1. */
const keep = (y: Tensor, shape: readonly number[], axes: readonly number[]): Tensor =>
  reshape(
    y,
    shape.map((length, axis) => (axes.includes(axis) ? 1 : length)),
  );

const axesOf = (axis: Axis, { shape }: Tensor): number[] => util.parseAxisParam(axis ?? shape.map((_, i) => i), shape);

/** Each element's share of a sum over `axes` is the whole of `dy`. */
const spread = (dy: Tensor, { shape }: Tensor, axes: readonly number[]): Tensor =>
  mul(keep(dy, shape, axes), fill(shape, 1));

/** The greatest, or least, elements share `dy` evenly, as in Keras. */
export const ofExtreme = (kernelName: string): GradConfig => ({
  kernelName,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [x, y], attributes) => ({
    x: () => {
      const { reductionIndices, axis } = attributes as { reductionIndices?: Axis; axis?: Axis };
      const axes = axesOf(reductionIndices ?? axis ?? null, x!);
      const chosen = cast(equal(x!, keep(y!, x!.shape, axes)), 'float32');
      return mul(chosen, div(keep(dy as Tensor, x!.shape, axes), sum(chosen, axes, true)));
    },
  }),
});

/** Sums, means, the greatest, and the softmax, which divides by a sum. */
export const reductions: readonly GradConfig[] = [
  ofInput<{ axis: Axis }>(Sum, (dy, x, { axis }) => spread(dy, x, axesOf(axis, x))),
  ofInput<{ axis: Axis }>(Mean, (dy, x, { axis }) => {
    const axes = axesOf(axis, x);
    const count = axes.reduce((product, each) => product * x.shape[each]!, 1);
    return spread(div(dy, count), x, axes);
  }),
  ofExtreme(Max),
  // dx = y (dy - Σ y dy)
  ofInput<{ dim: number }>(
    Softmax,
    (dy, x, { dim }) => {
      const y = softmax(x, dim);
      const weighted = mul(dy, y);
      return sub(weighted, mul(sum(weighted, dim, true), y));
    },
    'logits',
  ),
];
