// internal: the greatest numbers along the last axis
import { attributesAs, sizeOf } from '@kindling/core';
import { TopK, type TopKAttrs } from '@tensorflow/tfjs-core';
import { emitTopK } from '../../kernels/reduction/topK.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** More than this of longer rows are found sooner by tfjs's kernel, which sorts. */
const mostTop = 16;
const short = 64;

/** A few, the greatest first, of equals the first. What is not to be sorted is tfjs's, in an order of its own. */
export const topK: readonly Replacement[] = (['float32', 'int32'] as const).map((dtype) => ({
  name: TopK,
  compute: ({ x }, params, { runtime, address, output }) => {
    const { k, sorted } = attributesAs<TopKAttrs>(params);
    const { shape } = x!;
    const [length, size] = [shape.at(-1), sizeOf(shape)];
    if (x!.dtype !== dtype || !sorted || size === 0 || length === undefined || k < 1 || k > length) return undefined;
    if (k > mostTop && length > short) return undefined;
    const values = output([...shape.slice(0, -1), k], dtype);
    const indices = output([...shape.slice(0, -1), k], 'int32');
    const kernel = runtime.kernel(`topK ${dtype}`, (m) => emitTopK(m, dtype));
    const count = size / length;
    const args = [address(x!), address(values), address(indices), length, k];
    runtime.launch(kernel, args, { count, work: 1.5 * size * k, flops: 0 });
    return [values, indices];
  },
}));
