// internal: indices that may be out of range
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Handle } from '../operators/kinds.ts';
import { sizeOf } from '../tensors/tensors.ts';
import type { Torch } from '../torch.ts';

export interface CheckedIndices {
  /** All within range. */
  readonly places: Handle;
  /** Makes what was taken for an index out of range NaN; `shape` is that of the indices in it, which broadcasts. */
  readonly mark: (taken: Handle, shape: readonly number[]) => Handle;
}

/**
 * On CUDA an index out of range would end the context, and every tensor with it. So floats are taken from a place
 * within range and made NaN, without waiting for the device; where there is no NaN, or on a CPU, indices are read and
 * refused.
 */
export const checkedIndices = (
  owner: string,
  indices: Handle,
  length: number,
  { dtype }: TensorInfo,
  torch: Torch,
): CheckedIndices => {
  const given = torch.to(indices, torch.hasDtype(indices, 'int64') ? 'int64' : 'int32');
  const type = torch.hasDtype(given, 'int64') ? 'int64' : 'int32';
  if (torch.device === 'cpu' || dtype !== 'float32') {
    requireWithin(owner, given, length, torch);
    return { places: given, mark: (taken) => taken };
  }
  const last = torch.constant(Math.max(0, length - 1), type);
  const places = torch.minimum(torch.maximum(given, torch.constant(0, type)), last);
  const isOutside = torch.notEqual(places, given);
  return {
    places,
    mark: (taken, shape) => torch.where(torch.view(isOutside, shape), torch.constant(Number.NaN), taken),
  };
};

/** Reads the least and the greatest, for which the device must be done. */
export const requireWithin = (owner: string, indices: Handle, length: number, torch: Torch): void => {
  if (sizeOf(torch.shapeOf(indices)) === 0) return;
  for (const extreme of [torch.amin(indices, [0], false), torch.amax(indices, [0], false)]) {
    const [index = 0] = torch.download(torch.to(extreme, 'int32'), 1, 'int32');
    if (index < 0 || index >= length)
      throw new Error(`${owner}: the index value ${index} is not in [0, ${length - 1}]`);
  }
};
