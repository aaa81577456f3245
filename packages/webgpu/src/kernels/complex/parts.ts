// internal: Real and Imag on webgpu
import { Imag, Real } from '@tensorflow/tfjs-core';
import type { Replacement } from '../adapter/replacement.ts';

/** tfjs's own gives the shape that the part was computed in: [batch, length] after a Fourier transform. */
const part = (name: string): Replacement => ({
  name,
  compute: ({ input }, attributes, device) => ({
    ...device.stock({ input: input! }, attributes),
    shape: input!.shape,
  }),
});

export const parts: readonly Replacement[] = [Real, Imag].map(part);
