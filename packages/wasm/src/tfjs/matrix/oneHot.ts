// internal: tfjs's oneHot, in every dtype
import { attributesAs, sizeOf } from '@kindling/core';
import { OneHot, type OneHotAttrs } from '@tensorflow/tfjs-core';
import { integersOf } from '../adapter/integers.ts';
import type { Replacement } from '../adapter/replacement.ts';

const views = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/**
 * y[..., i] = indices[...] = i ? onValue : offValue. An index out of range has `offValue` all along. On the host: there
 * is nothing to compute, and what is written is written at memory's speed.
 */
const oneHotKernel: Replacement = {
  name: OneHot,
  compute: ({ indices }, params, device) => {
    const { depth, onValue, offValue, dtype } = attributesAs<OneHotAttrs>(params);
    if (indices!.dtype !== 'int32' || !(dtype in views)) return undefined;
    const numberOf = (value: number): number => (dtype === 'bool' ? Number(value !== 0) : value);
    const shape = [...indices!.shape, depth];
    const y = device.output(shape, dtype);
    const view = views[dtype as keyof typeof views];
    const numbers = new view(device.runtime.memory.buffer, device.address(y), sizeOf(shape)).fill(numberOf(offValue));
    const on = numberOf(onValue);
    integersOf(device, indices!).forEach((index, row) => {
      if (index >= 0 && index < depth) numbers[row * depth + index] = on;
    });
    return y;
  },
};

export const oneHot: readonly Replacement[] = [oneHotKernel];
