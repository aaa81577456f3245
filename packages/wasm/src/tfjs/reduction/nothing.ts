// internal: reductions of int32 and bool tensors over no numbers, and logical ones, which tfjs's kernels leave unset
import { sizeOf } from '@kindling/core';
import { All, Any, backend_util, type DataType, Max, Mean, Min, Prod, Sum, util } from '@tensorflow/tfjs-core';
import { filled } from '../adapter/filled.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** What is there before the first number. */
const starts: Readonly<Record<string, (dtype: DataType) => number>> = {
  [All]: () => 1,
  [Any]: () => 0,
  [Max]: (dtype) => (dtype === 'int32' ? -(2 ** 31) : 0),
  [Mean]: () => Number.NaN,
  [Min]: (dtype) => (dtype === 'int32' ? 2 ** 31 - 1 : 1),
  [Prod]: () => 1,
  [Sum]: () => 0,
};

export const nothing: readonly Replacement[] = Object.entries(starts).map(([name, start]) => ({
  name,
  compute: ({ x }, { axis, reductionIndices, keepDims }, device) => {
    if (sizeOf(x!.shape) > 0) return undefined;
    const axes = util.parseAxisParam((axis ?? reductionIndices) as number | number[], x!.shape);
    const [kept] = backend_util.computeOutAndReduceShapes(x!.shape, axes);
    const shape = keepDims === true ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
    const isCounted = x!.dtype === 'bool' && (name === Prod || name === Sum);
    const dtype = name === Mean ? 'float32' : isCounted ? 'int32' : x!.dtype;
    return filled(device, shape, dtype, start(x!.dtype));
  },
}));
