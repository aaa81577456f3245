// internal: sums, means, greatest and least numbers of float32 tensors
import { sizeOf } from '@kindling/core';
import { Max, Mean, Min, Sum } from '@tensorflow/tfjs-core';
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
import { type Lengths, overRuns, reducedBy } from './runs.ts';

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
  [outer, length, inner]: Lengths,
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
    const flops = outer * inner * (size * join.flops + (by === 1 ? 0 : chunks));
    runtime.launch(kernel, [from, to, size, inner, chunk, chunks, bitsOf(by)], { count, work, flops });
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

/** Max alone calls its axes `reductionIndices`. */
const reduction = (name: string, how: Way, axesName: 'axis' | 'reductionIndices', isMean = false): Replacement => ({
  name,
  compute: ({ x }, attributes, device) => {
    if (x!.dtype !== 'float32') return undefined;
    const { shape, reduced } = reducedBy(x!, attributes[axesName] as number | number[], attributes.keepDims === true);
    if (reduced === 0) return device.alias(x!, shape);
    const y = device.output(shape, 'float32');
    const size = sizeOf(shape);
    const divisor = isMean ? sizeOf(x!.shape) / size : 1;
    if (size > 0) {
      overRuns(device, [x!, y], reduced, (from, to, lengths, isLast) =>
        reduceMiddle(device, how, [from, to], lengths, isLast ? divisor : 1),
      );
    }
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
