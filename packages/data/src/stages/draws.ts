// internal: whole numbers drawn one after the other, where it is not known beforehand how many
import { threefry2x32 } from '@kindling/core';

/**
 * Draws below a bound, a pure function of `seed` and `pass`: 53 bits of Threefry2x32-20 each, so the remainder's bias
 * is below bound / 2^53.
 */
export const draws = (seed: number, pass: number): ((bound: number) => number) => {
  const words = new Uint32Array(2);
  let drawn = 0;
  return (bound) => {
    threefry2x32(seed, Math.floor(seed / 2 ** 32), pass, drawn++, words, 0);
    return (words[0]! * 2 ** 21 + (words[1]! >>> 11)) % bound;
  };
};
