// internal: tensors that go together have the same shape
import { type TensorInfo, util } from '@tensorflow/tfjs-core';

/** @throws RangeError that names the tensor of another shape */
export const requireShape = (
  owner: string,
  tensors: Readonly<Record<string, TensorInfo>>,
  shape: readonly number[],
): void => {
  for (const [name, tensor] of Object.entries(tensors)) {
    if (!util.arraysEqual(tensor.shape, [...shape]))
      throw new RangeError(`${owner}: ${name} must be of [${shape}], got [${tensor.shape}]`);
  }
};
