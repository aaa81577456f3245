// internal: what tfjs's poolings of pictures have in common, and their gradients
import { type Attributes, attributesAs } from '@kindling/core';
import { backend_util, type MaxPoolAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { type Conv2DInfo, countTaps, windowArguments } from '../adapter/geometry.ts';
import { isFloat, type Replacement } from '../adapter/replacement.ts';

const infoOf = (x: TensorInfo, params: Attributes): Conv2DInfo => {
  const { filterSize, strides, pad, dimRoundingMode } = attributesAs<MaxPoolAttrs>(params);
  const shape = x.shape as [number, number, number, number];
  return backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
};

/** How much arithmetic a window is, and each of its taps. */
export interface WindowFlops {
  readonly window: number;
  readonly tap: number;
}

/** Taps beyond the edges count as well. */
const flopsIn = (info: Conv2DInfo, { window, tap }: WindowFlops): number =>
  info.batchSize * info.outHeight * info.outWidth * info.outChannels * window + countTaps(info) * tap;

/** y[batch, outHeight, outWidth, channels] of x[batch, height, width, channels]. */
export const pool = (name: string, emit: (m: ModuleBuilder) => void, flops: WindowFlops, key = name): Replacement => ({
  name,
  compute: ({ x }, params, { runtime, address, output }) => {
    if (!isFloat(x)) return undefined;
    const info = infoOf(x!, params);
    const windows = windowArguments(name, info);
    const y = output(info.outShape, 'float32');
    runtime.launch(runtime.kernel(key, emit), [address(x!), address(y), ...windows], {
      count: info.batchSize * info.outHeight,
      work: 0.15 * countTaps(info),
      flops: flopsIn(info, flops),
    });
    return y;
  },
});

/** dx, like the input. The windows are as many as dy has, since not every caller says how they were rounded. */
export const poolGradient = (
  name: string,
  emit: (m: ModuleBuilder) => void,
  takesInput: boolean,
  flops: WindowFlops,
  key = name,
): Replacement => ({
  name,
  compute: ({ dy, input }, params, { runtime, address, output }) => {
    if (!isFloat(dy, input)) return undefined;
    const [batchSize, outHeight, outWidth, channels] = dy!.shape as [number, number, number, number];
    if (batchSize !== input!.shape[0] || channels !== input!.shape[3]) {
      throw new RangeError(`${name}: dy must have the batch and channels of [${input!.shape}], got [${dy!.shape}]`);
    }
    const info = { ...infoOf(input!, params), outHeight, outWidth };
    const windows = windowArguments(name, info);
    const dx = output(input!.shape, 'float32');
    const tensors = [...(takesInput ? [input!] : []), dy!, dx].map(address);
    runtime.launch(runtime.kernel(key, emit), [...tensors, ...windows], {
      count: batchSize * info.inHeight,
      grain: batchSize > 1 ? info.inHeight : info.strideHeight,
      work: 0.4 * countTaps(info) + 0.1 * batchSize * info.inHeight * info.inWidth * channels,
      flops: flopsIn(info, flops),
    });
    return dx;
  },
});
