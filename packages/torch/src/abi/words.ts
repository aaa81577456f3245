// internal: 64-bit words as pairs of 32 bits, which cost less than a BigInt each

/** So many words, all 0. */
export const words = (count: number): Uint32Array<ArrayBuffer> => new Uint32Array(2 * count);

/** A word as an unsigned number; addresses fit. */
export const readWord = (from: Uint32Array, at: number): number => from[2 * at]! + from[2 * at + 1]! * 2 ** 32;

/** An integer of either sign as a word, in two's complement. */
export const writeWord = (to: Uint32Array, at: number, value: number): void => {
  to[2 * at] = value >>> 0;
  to[2 * at + 1] = Math.floor(value / 2 ** 32);
};

/** Integers as words, from the first. */
export const writeWords = (to: Uint32Array, values: readonly number[]): Uint32Array => {
  for (let at = 0; at < values.length; at++) writeWord(to, at, values[at]!);
  return to;
};
