// internal: part of the gradients in needed.ts and further.ts
import {
  Concat,
  ExpandDims,
  type GradConfig,
  PadV2,
  pad,
  Reshape,
  reshape,
  slice,
  split,
  sum,
  type Tensor,
  Tile,
  Transpose,
  transpose,
  util,
} from '@tensorflow/tfjs-core';
import { listed, ofInput } from './gradient.ts';

const axisOf = (axis: number, { shape }: Tensor): number => util.parseAxisParam(axis, shape)[0]!;

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
  ofInput<{ paddings: [number, number][] }>(PadV2, (dy, x, { paddings }) => {
    // What was cut off gets 0.
    if (paddings.some((lengths) => Math.min(...lengths) < 0))
      return pad(
        dy,
        paddings.map(([before, after]): [number, number] => [-before, -after]),
      );
    return slice(
      dy,
      paddings.map(([before]) => before),
      x.shape,
    );
  }),
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
];
