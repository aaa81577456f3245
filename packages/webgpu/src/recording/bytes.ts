// internal: bytes of the host as numbers of the device
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elementOf, type Gpu } from '../kernels/adapter/gpu.ts';

/** Numbers of 0 to 255. `words` has four bytes in each integer, the first in its lowest bits. */
export const ofBytes = (
  gpu: Gpu,
  words: TensorInfo,
  shape: readonly number[],
  dtype: 'float32' | 'int32' | 'bool',
): TensorInfo =>
  gpu.run({
    name: 'bytes',
    output: { shape, dtype },
    inputs: { words },
    uniforms: {},
    code: `fn valueAt(index : i32) -> ${elementOf(dtype)} {
      return ${elementOf(dtype)}((words[index / 4] >> u32(8 * (index % 4))) & 255);
    }`,
  });
