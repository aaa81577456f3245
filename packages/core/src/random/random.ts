import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { requireBackend } from '../kernels/requireBackend.ts';
import { drawWords, type UniformAttributes, uniform } from '../kernels/uniform.ts';
import { requireCount } from '../options/numbers.ts';
import { threefry2x32 } from './threefry.ts';

/**
 * A random key: a pure function of its seed and of the order of what is drawn.
 *
 * The first draw from a key always gives the same numbers, so does the second, and they differ from each other. `fold`
 * makes an independent key and does not count as a draw: what a folded key gives depends only on its ancestors' seeds
 * and folded numbers. To get the same numbers twice, fold twice with the same number.
 */
export interface Random {
  /** Uniform float32 numbers in [0, 1): multiples of 2^-24, with the same bits on every platform. */
  uniform(shape: readonly number[]): Tensor;
  /** Normal float32 numbers of mean 0 and variance 1, equal to 1e-6 on every platform. */
  normal(shape: readonly number[]): Tensor;
  /** The key that belongs to this key and `data`, a safe integer of at least 0: one for each layer, step or epoch. */
  fold(data: number): Random;
}

const unit = 2 ** -24;
const word = 2 ** 32;
/** Set in the second counter word of a fold, never in that of a draw: the two share no block. */
const folding = 0x80000000;

/** Normal numbers of a draw, made on the host: those of `Random.normal`. */
export const normalNumbers = (draw: UniformAttributes): Float32Array => {
  const { data, size } = drawWords(draw);
  const values = new Float32Array(size);
  // Box and Muller, 1958: √(-2 ln u) (cos 2πv, sin 2πv) for u in (0, 1] and v in [0, 1).
  for (let at = 0; at < size; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(((data[at]! >>> 8) + 1) * unit));
    const angle = 2 * Math.PI * (data[at + 1]! >>> 8) * unit;
    values[at] = radius * Math.cos(angle);
    values[at + 1] = radius * Math.sin(angle); // past the end of an odd draw: typed arrays drop it
  }
  return values;
};

const keyWords = new WeakMap<Random, readonly [number, number]>();

/** The two words of a key that `random` or a `fold` gave. */
export const wordsOf = (random: Random): readonly [number, number] | undefined => keyWords.get(random);

const key = (k0: number, k1: number): Random => {
  let draws = 0;
  /** The first draw, and the next, and the next. */
  const next = (shape: readonly number[]) => {
    requireBackend('random');
    return { shape, key: [k0, k1] as const, draw: draws++ };
  };
  const made: Random = {
    uniform: (shape) => uniform(next(shape)),
    normal: (shape) => tensor(normalNumbers(next(shape)), [...shape]),
    fold(data) {
      requireCount('random', 'the folded number', data);
      const folded = new Uint32Array(2);
      threefry2x32(k0, k1, data % word, (data / word) | folding, folded, 0);
      return key(folded[0]!, folded[1]!);
    },
  };
  keyWords.set(made, [k0, k1]);
  return made;
};

/**
 * The random key of a seed: Threefry2x32-20, a counter-based generator (Salmon et al., 2011), evaluated on the
 * host, or by a kernel with the same bits.
 *
 * @param seed a safe integer of at least 0
 * @throws RangeError for any other seed
 * @example
 * ```ts
 * import { random } from '@kindling/core';
 *
 * const key = random(7);
 * key.uniform([2, 3]); // the same six numbers wherever this runs
 * key.fold(1).normal([10]); // a stream of its own
 * ```
 */
export const random = (seed: number): Random => {
  requireCount('random', 'seed', seed);
  return key(seed / word, seed % word);
};
