import { engine, type Tensor, util } from '@tensorflow/tfjs-core';

/**
 * Uniform numbers in [0, 1), multiples of 2^-24, of the counter-based generator Threefry2x32-20: numbers 2i and 2i + 1 are
 * the upper 24 bits of the two words that the counter (i, draw) becomes under the key.
 */
export const Uniform = 'KindlingUniform';

export interface UniformAttributes {
  readonly shape: readonly number[];
  /** Two words of 32 bits. */
  readonly key: readonly [number, number];
  readonly draw: number;
}

export const runUniform = ({ shape, key, draw }: UniformAttributes): Tensor => {
  util.assertNonNegativeIntegerDimensions([...shape]);
  return engine().runKernel(Uniform, {}, { shape: [...shape], key: [...key], draw });
};
