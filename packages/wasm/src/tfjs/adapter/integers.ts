// internal: integers in the backend's memory, read where they are
import { sizeOf } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Device } from './replacement.ts';

/** Not a copy: to be used before anything is allocated. */
export const integersOf = ({ runtime, address }: Device, tensor: TensorInfo): Int32Array =>
  new Int32Array(runtime.memory.buffer, address(tensor), sizeOf(tensor.shape));
