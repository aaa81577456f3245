import {
  Concat,
  concat,
  ExpandDims,
  type GradConfig,
  Pack,
  PadV2,
  pad,
  Reshape,
  Reverse,
  reshape,
  reverse,
  Select,
  Slice,
  SplitV,
  slice,
  slice_util,
  split,
  stack,
  sum,
  type Tensor,
  Tile,
  Transpose,
  transpose,
  Unpack,
  unstack,
  util,
  where,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { ofInput } from './gradient.ts';

const axisOf = (axis: number, { shape }: Tensor): number => util.parseAxisParam(axis, shape)[0]!;

/** Gradients by position, for kernels that read a list. */
const listed = (gradients: readonly Tensor[]): Record<string, () => Tensor> =>
  Object.fromEntries(gradients.map((gradient, i) => [i, () => gradient]));

/** The sum of the copies along each axis, one axis at a time to stay within the ranks that kernels know. */
const untile = (dy: Tensor, shape: readonly number[], reps: readonly number[]): Tensor =>
  reps.reduce(
    (rest, rep, axis) => {
      if (rep === 1) return rest;
      const after = rest.shape.slice(axis + 1);
      const inner = shape[axis]! * util.sizeFromShape(after);
      const copies = reshape(rest, [util.sizeFromShape(rest.shape.slice(0, axis)), rep, inner]);
      return reshape(sum(copies, 1), [...shape.slice(0, axis + 1), ...after]);
    },
    reshape(dy, dy.shape),
  );

/** Elements are moved, copied, cut out or chosen. */
export const shapes: readonly GradConfig[] = [
  ofInput(Reshape, (dy, x) => reshape(dy, x.shape)),
  ofInput(ExpandDims, (dy, x) => reshape(dy, x.shape), 'input'),
  ofInput<{ perm: number[] }>(Transpose, (dy, _x, { perm }) =>
    transpose(
      dy,
      perm.map((_, axis) => perm.indexOf(axis)),
    ),
  ),
  ofInput<{ dims: number | number[] }>(Reverse, (dy, x, { dims }) => reverse(dy, util.parseAxisParam(dims, x.shape))),
  ofInput<{ begin: number | number[]; size: number | number[] }>(Slice, (dy, x, { begin, size }) => {
    const [first, lengths] = slice_util.parseSliceParams(x, begin, size);
    return pad(
      dy,
      x.shape.map((length, axis): [number, number] => [first![axis]!, length - first![axis]! - lengths![axis]!]),
    );
  }),
  ofInput<{ paddings: [number, number][] }>(PadV2, (dy, x, { paddings }) =>
    slice(
      dy,
      paddings.map(([before]) => before),
      x.shape,
    ),
  ),
  ofInput<{ reps: number[] }>(Tile, (dy, x, { reps }) => untile(dy, x.shape, reps)),
  {
    kernelName: Concat,
    saveAllInputs: true,
    gradFunc: (dy, inputs, attributes) => {
      const axis = axisOf((attributes as { axis: number }).axis, inputs[0]!);
      return listed(
        split(
          dy as Tensor,
          inputs.map(({ shape }) => shape[axis]!),
          axis,
        ),
      );
    },
  },
  {
    kernelName: Pack,
    saveAllInputs: true,
    gradFunc: (dy, _inputs, attributes) => listed(unstack(dy as Tensor, (attributes as { axis: number }).axis)),
  },
  {
    kernelName: Unpack,
    gradFunc: (dy, _saved, attributes) => ({
      value: () => stack(dy as Tensor[], (attributes as { axis: number }).axis),
    }),
  },
  {
    kernelName: SplitV,
    gradFunc: (dy, _saved, attributes) => ({ x: () => concat(dy as Tensor[], (attributes as { axis: number }).axis) }),
  },
  // `where`, not a product: what was not chosen may be infinite.
  {
    kernelName: Select,
    inputsToSave: ['condition'],
    gradFunc: (dy, [condition]) => ({
      condition: () => zeros(condition!.shape),
      t: () => where(condition!, dy as Tensor, zerosLike(dy as Tensor)),
      e: () => where(condition!, zerosLike(dy as Tensor), dy as Tensor),
    }),
  },
];
