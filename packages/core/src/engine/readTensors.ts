import type { Tensor } from '@tensorflow/tfjs-core';
import { deviceQueue } from './deviceQueue.ts';

/**
 * The numbers of tensors, all read back from the device at once, and only if it has done all that it was given before.
 *
 * @throws Error what the device has reported: it goes before what came of it, such as an error of the read. No read is
 *   under way any more when it is thrown
 */
export const readTensors = async (tensors: readonly Tensor[]): Promise<Float32Array[]> => {
  const reads = tensors.map((tensor) => tensor.data<'float32'>());
  const [settled, ...read] = await Promise.allSettled([deviceQueue()?.settled(), ...reads]);
  for (const part of [settled, ...read]) if (part.status === 'rejected') throw part.reason;
  return read.map((part) => (part as PromiseFulfilledResult<Float32Array>).value);
};
