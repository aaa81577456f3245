// internal: means of int32 and bool tensors, added up in float64: as float32, large integers lose their ends
import { sizeOf } from '@kindling/core';
import { backend_util, Mean, util } from '@tensorflow/tfjs-core';
import { type Numbers, numbersOf, written } from '../adapter/numbers.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** Neighbouring axes, all summed over or all kept, and how far one step along them goes in x and in the sums. */
interface Run {
  readonly isSummed: boolean;
  readonly length: number;
  readonly step: number;
  readonly stride: number;
}

const runsOf = (shape: readonly number[], axes: readonly number[]): readonly Run[] => {
  const runs: Run[] = [];
  let [step, stride] = [1, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const [length, isSummed] = [shape[axis]!, axes.includes(axis)];
    const inner = runs[0];
    if (inner?.isSummed === isSummed) runs[0] = { ...inner, length: inner.length * length };
    else runs.unshift({ isSummed, length, step, stride: isSummed ? 0 : stride });
    step *= length;
    if (!isSummed) stride *= length;
  }
  return runs;
};

/** Exact in any order, so four sums are under way at once. */
const sumOf = (x: Numbers, begin: number, end: number): number => {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = begin;
  for (; i + 3 < end; i += 4) {
    a += x[i]!;
    b += x[i + 1]!;
    c += x[i + 2]!;
    d += x[i + 3]!;
  }
  for (; i < end; i++) a += x[i]!;
  return a + b + (c + d);
};

const addUp = (x: Numbers, runs: readonly Run[], sums: Float64Array): void => {
  const along = (at: number, from: number, to: number): void => {
    const { isSummed, length, step, stride } = runs[at]!;
    if (at < runs.length - 1) for (let i = 0; i < length; i++) along(at + 1, from + i * step, to + i * stride);
    else if (isSummed) sums[to]! += sumOf(x, from, from + length);
    else for (let i = 0; i < length; i++) sums[to + i]! += x[from + i]!;
  };
  along(0, 0, 0);
};

export const integerMean: readonly Replacement[] = [
  {
    name: Mean,
    compute: ({ x }, { axis, keepDims }, device) => {
      const size = sizeOf(x!.shape);
      if ((x!.dtype !== 'int32' && x!.dtype !== 'bool') || size === 0) return undefined;
      const axes = util.parseAxisParam(axis as number | number[], x!.shape);
      const [kept] = backend_util.computeOutAndReduceShapes(x!.shape, axes);
      const sums = new Float64Array(sizeOf(kept));
      addUp(
        numbersOf(device, x!),
        runsOf(
          [1, ...x!.shape],
          axes.map((each) => each + 1),
        ),
        sums,
      );
      const shape = keepDims === true ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
      const count = size / sums.length;
      return written(device, shape, 'float32', (y) => y.set(sums.map((sum) => sum / count)));
    },
  },
];
