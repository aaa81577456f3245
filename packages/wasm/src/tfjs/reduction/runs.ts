// internal: reductions along several axes, one run of neighbours after the other
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { Device } from '../adapter/replacement.ts';

/** Of a tensor that is reduced along the axis in the middle: outer, length and inner. */
export type Lengths = readonly [number, number, number];

const holds = (axes: number, axis: number): boolean => ((axes >> axis) & 1) === 1;

/** As bits. */
const axesOf = (axis: number | number[], shape: number[]): number => {
  const rank = shape.length;
  if (typeof axis === 'number' && Number.isInteger(axis) && -rank <= axis && axis < rank)
    return 1 << ((axis + rank) % rank);
  return util.parseAxisParam(axis, shape).reduce((axes, each) => axes | (1 << each), 0);
};

/** The shape that is left, and which axes there is something to do along, as bits. */
export const reducedBy = (
  x: TensorInfo,
  axis: number | number[],
  keepDims: boolean,
): { readonly shape: readonly number[]; readonly reduced: number } => {
  const axes = axesOf(axis, x.shape);
  const shape: number[] = [];
  let reduced = 0;
  x.shape.forEach((length, axis) => {
    if (!holds(axes, axis)) shape.push(length);
    else {
      if (keepDims) shape.push(1);
      if (length !== 1) reduced |= 1 << axis;
    }
  });
  return { shape, reduced };
};

/** From the innermost run out: `reduce` from one address to another. Numbers on the way have four bytes at most. */
export const overRuns = (
  { runtime, address }: Device,
  [x, y]: readonly [TensorInfo, TensorInfo],
  axes: number,
  reduce: (from: number, to: number, lengths: Lengths, isLast: boolean) => void,
): void => {
  const { shape } = x;
  const [start, end] = [address(x), address(y)];
  let [from, axis, inner] = [start, shape.length - 1, 1];
  while (from !== end) {
    for (; !holds(axes, axis); axis--) inner *= shape[axis]!;
    let length = 1;
    for (; axis >= 0 && (holds(axes, axis) || shape[axis] === 1); axis--) length *= shape[axis]!;
    let outer = 1;
    for (let before = axis; before >= 0; before--) outer *= shape[before]!;
    const isLast = (axes & ((1 << (axis + 1)) - 1)) === 0;
    const to = isLast ? end : runtime.allocate(4 * outer * inner);
    reduce(from, to, [outer, length, inner], isLast);
    if (from !== start) runtime.free(from);
    from = to;
  }
};
