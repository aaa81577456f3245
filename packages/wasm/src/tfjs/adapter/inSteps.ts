// internal: kernels made of other kernels
import type { Attributes } from '@kindling/core';
import { Cast, type DataType, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Device, Inputs } from './replacement.ts';

export interface Steps {
  /** A kernel of the registry, ours or tfjs's. */
  call(kernel: string, inputs: Inputs, attributes?: Attributes): TensorInfo;
  /** The same numbers in another shape. */
  reshape(x: TensorInfo, shape: readonly number[]): TensorInfo;
  cast(x: TensorInfo, dtype: DataType): TensorInfo;
  /** Has a tensor let go of with the others. */
  made(x: TensorInfo): TensorInfo;
}

/** Lets go of all that is made on the way to a result, whatever happens. */
export const inSteps = (device: Device, compute: (steps: Steps) => TensorInfo): TensorInfo => {
  const way: TensorInfo[] = [];
  const made = (x: TensorInfo): TensorInfo => {
    way.push(x);
    return x;
  };
  const call: Steps['call'] = (kernel, inputs, attributes = {}) => made(device.call(kernel, inputs, attributes));
  const reshape: Steps['reshape'] = (x, shape) => made(device.alias(x, shape));
  try {
    const y = compute({
      ...{ call, made, reshape },
      cast: (x, dtype) => (x.dtype === dtype ? x : call(Cast, { x }, { dtype })),
    });
    return device.alias(y, y.shape);
  } finally {
    for (const each of way) device.release(each);
  }
};
