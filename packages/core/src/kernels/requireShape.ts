import { type TensorInfo, util } from '@tensorflow/tfjs-core';

/**
 * Refuses tensors of a kernel that are not of the shape that they must have.
 *
 * @param owner the kernel's name, for the error: `KindlingAdam`
 * @param tensors by the names that they have in the error
 * @throws RangeError that names the first tensor of another shape
 * @example
 * ```ts
 * import { requireShape } from '@kindling/core';
 * import { zeros } from '@tensorflow/tfjs-core';
 *
 * requireShape('KindlingAdam', { m: zeros([2]), v: zeros([2]) }, [2]);
 * ```
 */
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
