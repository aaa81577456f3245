import { engine, type Tensor, tensor, util } from '@tensorflow/tfjs-core';
import { threefry2x32 } from '../random/threefry.ts';
import { sizeOf } from '../tree/sizeOf.ts';
import { offers } from './offers.ts';

/**
 * Uniform numbers in [0, 1), multiples of 2^-24, of the counter-based generator Threefry2x32-20: numbers 2i and 2i + 1
 * are the upper 24 bits of the two words that the counter (i, draw) becomes under the key.
 *
 * Key and draw are attributes, numbers of the host, so that they are constants to an engine that records a step: each
 * replay would draw the same. Such an engine makes a `Random` of its own, which gives the kernel its key as an input,
 * `key`, int32 [2]: `runUniformOf`. The bits are those of `composeUniform`.
 */
export const Uniform = 'KindlingUniform';

export interface UniformAttributes {
  /** The lengths of the axes. */
  readonly shape: readonly number[];
  /** Two words of 32 bits. */
  readonly key: readonly [number, number];
  /** How many draws the key gave before. */
  readonly draw: number;
}

/** By the backend's kernel. */
export const runUniform = ({ shape, key, draw }: UniformAttributes): Tensor => {
  util.assertNonNegativeIntegerDimensions([...shape]);
  return engine().runKernel(Uniform, {}, { shape: [...shape], key: [...key], draw });
};

/** By the backend's kernel, with the two words of the key as an int32 tensor. */
export const runUniformOf = (key: Tensor, { shape, draw }: Omit<UniformAttributes, 'key'>): Tensor =>
  engine().runKernel(Uniform, { key }, { shape: [...shape], draw });

const unit = 2 ** -24;

/** So few numbers are sooner made on the host. */
const worthAKernel = 256;

/**
 * The 32-bit words of a draw, two for each counter `(block, draw)`: one for each number, and one more if these are odd.
 */
export const drawWords = ({ shape, key: [k0, k1], draw }: UniformAttributes): { data: Uint32Array; size: number } => {
  const size = sizeOf(shape);
  const data = new Uint32Array(size + (size & 1));
  for (let at = 0; at < size; at += 2) threefry2x32(k0, k1, at / 2, draw, data, at);
  return { data, size };
};

/** The same on the host: no operation of tfjs has these bits. */
export const composeUniform = (attributes: UniformAttributes): Tensor => {
  const { data, size } = drawWords(attributes);
  const values = new Float32Array(size);
  for (let at = 0; at < size; at++) values[at] = (data[at]! >>> 8) * unit;
  return tensor(values, [...attributes.shape]);
};

/** The numbers of a draw: by the kernel where the backend in use has it and they are many, else on the host. */
export const uniform = (attributes: UniformAttributes): Tensor =>
  (sizeOf(attributes.shape) >= worthAKernel && offers(Uniform) ? runUniform : composeUniform)(attributes);
