// internal: uniform numbers of a random key
import { attributesAs, sizeOf, Uniform, type UniformAttributes } from '@kindling/core';
import { emitUniform, numbersAtOnce } from '../../kernels/training/uniform.ts';
import type { Replacement } from '../adapter/replacement.ts';

export const uniform: readonly Replacement[] = [
  {
    name: Uniform,
    compute: ({ key: given }, params, { runtime, address, output }) => {
      const { shape, key, draw } = attributesAs<UniformAttributes>(params);
      const y = output(shape, 'float32');
      const size = sizeOf(shape);
      const kernel = runtime.kernel(Uniform, emitUniform);
      const split = { count: Math.ceil(size / numbersAtOnce), work: 2 * size, flops: size };
      const launch = (at: number): void => runtime.launch(kernel, [address(y), size, at, draw | 0], split);
      if (given === undefined) runtime.withTable(key, launch);
      else launch(address(given));
      return y;
    },
  },
];
