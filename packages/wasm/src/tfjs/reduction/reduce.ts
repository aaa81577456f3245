// internal: sums, means, greatest and least numbers of float32 tensors
import { sizeOf } from '@kindling/core';
import { Max, Mean, Min, Sum, type TensorInfo, util } from '@tensorflow/tfjs-core';
import {
  chunkOf,
  emitReduceColumns,
  emitReduceRows,
  type Join,
  joins,
  tileOf,
} from '../../kernels/reduction/reduce.ts';
import { bitsOf } from '../adapter/bits.ts';
import type { Device, Replacement } from '../adapter/replacement.ts';

/** One way to reduce, and the keys of its kernels. */
interface Way {
  readonly join: Join;
  readonly rows: string;
  readonly columns: string;
}

const way = (how: keyof typeof joins): Way => ({ join: joins[how], rows: `${how} rows`, columns: `${how} columns` });

/** About how many nanoseconds a number takes one thread. */
const perNumber = 0.1;

/**
 * [outer, length, inner] at x to [outer, inner] at y, by way of memory of its own where the axis is cut into chunks.
 */
const reduceMiddle = (
  { runtime }: Device,
  { join, rows, columns }: Way,
  [x, y]: readonly [number, number],
  [outer, length, inner]: readonly [number, number, number],
  divisor: number,
): void => {
  const kernel =
    inner === 1
      ? runtime.kernel(rows, (m) => emitReduceRows(m, join))
      : runtime.kernel(columns, (m) => emitReduceColumns(m, join));
  const chunk = chunkOf(inner);
  const tiles = Math.ceil(inner / tileOf(inner));
  const cut = (from: number, to: number, size: number, by: number): void => {
    const chunks = Math.max(1, Math.ceil(size / chunk));
    const count = outer * chunks * tiles;
    const work = outer * size * inner * perNumber + 10 * count;
    runtime.launch(kernel, [from, to, size, inner, chunk, chunks, bitsOf(by)], { count, work });
  };
  let [from, left] = [x, length];
  while (left > chunk) {
    const chunks = Math.ceil(left / chunk);
    const to = runtime.allocate(4 * outer * chunks * inner);
    cut(from, to, left, 1);
    if (from !== x) runtime.free(from);
    [from, left] = [to, chunks];
  }
  cut(from, y, left, divisor);
  if (from !== x) runtime.free(from);
};

const holds = (axes: number, axis: number): boolean => ((axes >> axis) & 1) === 1;

/** Runs of neighbouring axes go one after the other, from the innermost out; the last one's results are divided. */
const reduceAxes = (device: Device, how: Way, x: TensorInfo, y: TensorInfo, axes: number, divisor: number): void => {
  const { runtime } = device;
  const { shape } = x;
  const start = device.address(x);
  const end = device.address(y);
  let [from, axis, inner] = [start, shape.length - 1, 1];
  while (from !== end) {
    for (; !holds(axes, axis); axis--) inner *= shape[axis]!;
    let length = 1;
    for (; axis >= 0 && (holds(axes, axis) || shape[axis] === 1); axis--) length *= shape[axis]!;
    let outer = 1;
    for (let before = axis; before >= 0; before--) outer *= shape[before]!;
    const isLast = (axes & ((1 << (axis + 1)) - 1)) === 0;
    const to = isLast ? end : runtime.allocate(4 * outer * inner);
    reduceMiddle(device, how, [from, to], [outer, length, inner], isLast ? divisor : 1);
    if (from !== start) runtime.free(from);
    from = to;
  }
};

/** As bits. */
const axesOf = (axis: number | number[], shape: number[]): number => {
  const rank = shape.length;
  if (typeof axis === 'number' && Number.isInteger(axis) && -rank <= axis && axis < rank)
    return 1 << ((axis + rank) % rank);
  return util.parseAxisParam(axis, shape).reduce((axes, each) => axes | (1 << each), 0);
};

/** Max alone calls its axes `reductionIndices`. */
const reduction = (name: string, how: Way, axesName: 'axis' | 'reductionIndices', isMean = false): Replacement => ({
  name,
  compute: ({ x }, attributes, device) => {
    if (x!.dtype !== 'float32') return undefined;
    const axes = axesOf(attributes[axesName] as number | number[], x!.shape);
    const shape: number[] = [];
    let reduced = 0;
    x!.shape.forEach((length, axis) => {
      if (!holds(axes, axis)) shape.push(length);
      else {
        if (attributes.keepDims) shape.push(1);
        if (length !== 1) reduced |= 1 << axis;
      }
    });
    if (reduced === 0) return device.alias(x!, shape);
    const y = device.output(shape, 'float32');
    const size = sizeOf(shape);
    if (size > 0) reduceAxes(device, how, x!, y, reduced, isMean ? sizeOf(x!.shape) / size : 1);
    return y;
  },
});

const sum = way('sum');

export const reductions: readonly Replacement[] = [
  reduction(Sum, sum, 'axis'),
  reduction(Mean, sum, 'axis', true),
  reduction(Max, way('max'), 'reductionIndices'),
  reduction(Min, way('min'), 'axis'),
];
