// internal: what a kernel of ours is to tfjs
import type { Attributes } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Runtime } from '../../runtime.ts';

/** The wasm backend with our kernels on its memory. */
export interface Device {
  readonly runtime: Runtime;
  /** Where a tensor's numbers begin. */
  address(tensor: TensorInfo): number;
  /** A tensor's integers, where they are: to be read before anything is allocated. */
  integers(tensor: TensorInfo): Int32Array;
  /** A new tensor of unset numbers. */
  output(shape: readonly number[], dtype: DataType): TensorInfo;
  /** Whether another tensor is on the same numbers. */
  isShared(tensor: TensorInfo): boolean;
  /** A tensor of other shape on the same numbers: it holds them too. */
  alias(tensor: TensorInfo, shape: readonly number[]): TensorInfo;
  /** Another kernel of the wasm backend, whosever it is, for a single result. */
  call(kernel: string, inputs: Inputs, attributes: Attributes): TensorInfo;
  /** Lets go of a tensor that was only made on the way. */
  release(tensor: TensorInfo): void;
}

export type Inputs = Readonly<Record<string, TensorInfo>>;

/** A kernel for tfjs's registry, by the name that it has there. */
export interface Replacement {
  readonly name: string;
  /** The result; undefined where these dtypes or shapes are not ours, and tfjs's own kernel is to take them. */
  compute(inputs: Inputs, attributes: Attributes, device: Device): TensorInfo | TensorInfo[] | undefined;
}

export const isFloat = (...tensors: readonly (TensorInfo | undefined)[]): boolean =>
  tensors.every((tensor) => tensor === undefined || tensor.dtype === 'float32');

/** A marker: a name without a kernel. Its presence says that what it names is correct here. */
export const marker = (name: string): Replacement => ({
  name,
  compute: () => {
    throw new Error(`${name}: it is a marker that can be queried, not run`);
  },
});
