// internal: whether any or all of the numbers of bool tensors hold
import { sizeOf } from '@kindling/core';
import { emitOfTruths, ofTruths } from '../../kernels/reduction/truths.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { overRuns, reducedBy } from './runs.ts';

export const truths: readonly Replacement[] = (['All', 'Any'] as const).map((name) => ({
  name,
  compute: ({ x }, { axis, keepDims }, device) => {
    if (x!.dtype !== 'bool' || sizeOf(x!.shape) === 0) return undefined;
    const { runtime } = device;
    const { shape, reduced } = reducedBy(x!, axis as number | number[], keepDims === true);
    if (reduced === 0) return device.alias(x!, shape);
    const y = device.output(shape, 'bool');
    const kernel = runtime.kernel(name, (m) => emitOfTruths(m, ofTruths[name]));
    overRuns(device, [x!, y], reduced, (from, to, [outer, length, inner]) => {
      const count = outer * inner;
      runtime.launch(kernel, [from, to, length, inner], { count, grain: 64, work: count * (5 + length), flops: 0 });
    });
    return y;
  },
}));
