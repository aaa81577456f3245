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

const addUp = (x: Numbers, runs: readonly Run[], sums: Float64Array): void => {
  const along = (at: number, from: number, to: number): void => {
    const { isSummed, length, step, stride } = runs[at]!;
    if (at < runs.length - 1) for (let i = 0; i < length; i++) along(at + 1, from + i * step, to + i * stride);
    else if (isSummed) {
      let sum = 0;
      for (let i = from; i < from + length; i++) sum += x[i]!;
      sums[to]! += sum;
    } else for (let i = 0; i < length; i++) sums[to + i]! += x[from + i]!;
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
      return written(device, shape, 'float32', (y) => {
        for (let i = 0; i < y.length; i++) y[i] = sums[i]! / count;
      });
    },
  },
];
