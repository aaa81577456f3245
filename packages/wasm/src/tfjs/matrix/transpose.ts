// internal: permutations of axes
import { attributesAs, sizeOf } from '@kindling/core';
import { Transpose, type TransposeAttrs } from '@tensorflow/tfjs-core';
import { columnsInStrip, emitTranspose } from '../../kernels/matrix/transpose.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** The axes longer than 1 in their new order, each as the lengths of old neighbours that stay neighbours. */
const joinedOrder = (shape: readonly number[], perm: readonly number[]): number[][] => {
  const runs: number[][] = [];
  for (const axis of perm) {
    if (shape[axis] === 1) continue;
    const last = runs.at(-1);
    const follows = last !== undefined && shape.slice(last.at(-1)! + 1, axis).every((length) => length === 1);
    if (follows && last.at(-1)! < axis) last.push(axis);
    else runs.push([axis]);
  }
  return runs;
};

/** About how many nanoseconds a number takes one thread. */
const perNumber = 0.5;

/** Of 32-bit numbers, where after joining only the last two axes are exchanged, or none; tfjs has the others. */
export const transpose: readonly Replacement[] = [
  {
    name: Transpose,
    compute: (inputs, params, device) => {
      const x = inputs.x!;
      if (x.dtype !== 'float32' && x.dtype !== 'int32') return undefined;
      const { perm } = attributesAs<TransposeAttrs>(params);
      const shape = perm.map((axis) => x.shape[axis]!);
      const runs = joinedOrder(x.shape, perm);
      if (runs.length <= 1) return device.alias(x, shape);
      const [last, beforeLast] = [runs.pop()!, runs.pop()!];
      const order = [...runs, last, beforeLast].map(([first]) => first!);
      const isExchange = order.length <= 3 && order.every((axis, i) => i === 0 || order[i - 1]! < axis);
      if (!isExchange) return undefined;
      const lengthOf = (axes: readonly number[]): number => sizeOf(axes.map((axis) => x.shape[axis]!));
      const [rows, columns] = [lengthOf(last), lengthOf(beforeLast)];
      const y = device.output(shape, x.dtype);
      const { runtime } = device;
      const matrices = lengthOf(runs[0] ?? []);
      const count = matrices * Math.ceil(columns / columnsInStrip);
      const kernel = runtime.kernel(Transpose, emitTranspose);
      const work = perNumber * sizeOf(shape);
      const places = [device.address(x), device.address(y)];
      if (work > 0) runtime.launch(kernel, [...places, rows, columns], { count, work, flops: 0 });
      return y;
    },
  },
];
