import {
  Concat,
  ExpandDims,
  type GradConfig,
  Reshape,
  reshape,
  split,
  type Tensor,
  Transpose,
  transpose,
  util,
} from '@tensorflow/tfjs-core';
import { listed, ofInput } from './gradient.ts';

const axisOf = (axis: number, { shape }: Tensor): number => util.parseAxisParam(axis, shape)[0]!;

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
