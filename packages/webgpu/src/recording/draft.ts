// internal: a recording that is being made
import { sizeOf } from '@kindling/core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { isInteger } from '../kernels/adapter/gpu.ts';
import type { Launch, Region } from './recording.ts';

export interface Draft {
  readonly regions: Region[];
  readonly launches: Launch[];
  /** The region of each tensor's numbers. */
  readonly places: Map<TensorInfo['dataId'], number>;
  /** The tensor by which a kernel was first given these numbers. */
  readonly sources: Map<TensorInfo['dataId'], TensorInfo>;
  /** The regions that a launch has written. */
  readonly written: Set<number>;
  /** The kernel that runs. */
  running: string;
}

export const newDraft = (): Draft => ({
  regions: [],
  launches: [],
  places: new Map(),
  sources: new Map(),
  written: new Set(),
  running: '',
});

/** All numbers of the device have four bytes. */
export const bytesOf = (shape: readonly number[]): number => 4 * sizeOf(shape);

/** A new region, and the number by which launches name it. */
export const addRegion = ({ regions }: Draft, region: Region): number => regions.push(region) - 1;

/** Numbers of the host, as they lie on the device. */
export const deviceBytes = (values: ArrayLike<number>, dtype: DataType): Uint8Array => {
  const numbers = isInteger(dtype) ? Int32Array.from(values) : Float32Array.from(values);
  return new Uint8Array(numbers.buffer);
};
