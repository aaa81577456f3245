import { type Tensor, tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import { hostBatches, oneHot } from './batches.ts';

export interface TfjsBatch {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** The batch of each step in turn, on the device from the start. */
export const tfjsBatches = (size: number): (() => TfjsBatch) => {
  const { pictures, labels } = hostBatches(size);
  const xs = pictures.map((values) => tensor4d(values, [size, 32, 32, 3]));
  const ys = labels.map((step) => tensor2d(oneHot(step), [size, 10]));
  let taken = 0;
  return () => {
    const batch = { x: xs[taken % xs.length]!, y: ys[taken % ys.length]! };
    taken += 1;
    return batch;
  };
};
