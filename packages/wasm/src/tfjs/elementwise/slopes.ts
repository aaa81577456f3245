// internal: the one kind of slopes that tfjs's kernel of prelu knows
import { sizeOf } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { numbersOf } from '../adapter/numbers.ts';
import type { Device } from '../adapter/replacement.ts';

/** Whether there is one slope for each number of the innermost axis. */
export const isAlongLast = ({ shape }: TensorInfo, slopes: TensorInfo): boolean => {
  const channels = shape.at(-1);
  const isOne = slopes.shape.at(-1) === channels && sizeOf(slopes.shape) === channels;
  return isOne && slopes.shape.length <= shape.length && sizeOf(shape) > 0;
};

/** Slopes that are looked at for nothing beside the kernel's own time: so many, or a sixteenth of its numbers. */
const few = 512;

/** Whether tfjs's kernel is right, which takes 0 times each slope, and then it is the fastest. */
export const isForStock = (device: Device, x: TensorInfo, slopes: TensorInfo): boolean => {
  if (slopes.dtype !== 'float32' || !isAlongLast(x, slopes)) return false;
  const size = sizeOf(slopes.shape);
  if (size > Math.max(few, sizeOf(x.shape) / 16)) return false;
  const numbers = numbersOf(device, slopes);
  for (let i = 0; i < size; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
};
