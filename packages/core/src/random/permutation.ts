import { threefry2x32 } from './threefry.ts';

/**
 * The numbers from 0 to below `size` in an order that is a pure function of `seed` and `pass`, the same on every
 * platform: Fisher and Yates's shuffle, drawing from Threefry2x32-20.
 */
export const permutation = (size: number, seed: number, pass: number): Int32Array => {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const words = new Uint32Array(2);
  for (let last = size - 1; last > 0; last--) {
    // 53 bits a draw: the bias of the remainder is below size / 2^53.
    threefry2x32(seed, Math.floor(seed / 2 ** 32), pass, last, words, 0);
    const chosen = (words[0]! * 2 ** 21 + (words[1]! >>> 11)) % (last + 1);
    const moved = order[chosen]!;
    order[chosen] = order[last]!;
    order[last] = moved;
  }
  return order;
};
