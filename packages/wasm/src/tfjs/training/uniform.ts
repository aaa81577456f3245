// internal: uniform numbers of a random key
import { attributesAs, sizeOf, Uniform, type UniformAttributes } from '@kindling/core';
import { emitUniform, numbersAtOnce } from '../../kernels/training/uniform.ts';
import type { Replacement } from '../adapter/replacement.ts';

export const uniform: readonly Replacement[] = [
  {
    name: Uniform,
    compute: (_inputs, params, { runtime, address, output }) => {
      const { shape, key, draw } = attributesAs<UniformAttributes>(params);
      const y = output(shape, 'float32');
      const size = sizeOf(shape);
      const args = [address(y), size, key[0], key[1], draw].map((word) => word | 0);
      runtime.launch(runtime.kernel(Uniform, emitUniform), args, {
        count: Math.ceil(size / numbersAtOnce),
        work: 2 * size,
      });
      return y;
    },
  },
];
