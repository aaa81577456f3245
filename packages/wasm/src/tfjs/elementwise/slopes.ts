// internal: the one kind of slopes that tfjs's kernel of prelu knows
import { sizeOf } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** Whether there is one slope for each number of the innermost axis: there tfjs's kernel is right, and the fastest. */
export const isAlongLast = ({ shape }: TensorInfo, slopes: TensorInfo): boolean => {
  const channels = shape.at(-1);
  const isOne = slopes.shape.at(-1) === channels && sizeOf(slopes.shape) === channels;
  return isOne && slopes.shape.length <= shape.length && sizeOf(shape) > 0;
};
