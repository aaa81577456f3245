// internal: tfjs's oneHot, in every dtype
import { attributesAs, sizeOf } from '@kindling/core';
import { OneHot, type OneHotAttrs } from '@tensorflow/tfjs-core';
import { emitOneHot } from '../../kernels/matrix/fill.ts';
import { numberBytes, storedBits } from '../adapter/filled.ts';
import { isNumericType } from '../adapter/numbers.ts';
import type { Replacement } from '../adapter/replacement.ts';

/** y[..., i] = indices[...] = i ? onValue : offValue. An index out of range has `offValue` all along. */
const oneHotKernel: Replacement = {
  name: OneHot,
  compute: ({ indices }, params, device) => {
    const { depth, onValue, offValue, dtype } = attributesAs<OneHotAttrs>(params);
    if (indices!.dtype !== 'int32' || !isNumericType(dtype)) return undefined;
    const { runtime, address } = device;
    const shape = [...indices!.shape, depth];
    const y = device.output(shape, dtype);
    const rows = sizeOf(indices!.shape);
    if (rows === 0 || depth === 0) return y;
    const [on, off] = [storedBits(dtype, onValue), storedBits(dtype, offValue)];
    const bytes = numberBytes(dtype);
    runtime.launch(
      runtime.kernel(`oneHot by ${bytes}`, emitOneHot(bytes)),
      [address(indices!), address(y), depth, on, off],
      { count: rows, work: rows * (2 + 0.05 * bytes * depth), flops: 0 },
    );
    return y;
  },
};

export const oneHot: readonly Replacement[] = [oneHotKernel];
