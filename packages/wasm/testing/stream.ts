/** Murmur3's finalizer: neighbours come to lie far apart. */
const scatter = (word: number): number => {
  let bits = word;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};

/** Multiples of 2⁻²³ from -1 to below 1. */
export const numbersOf = (seed: number, count: number): Float32Array => {
  const first = scatter(seed);
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = (scatter(first + i) >>> 8) * 2 ** -23 - 1;
  return numbers;
};

/** One of some choices after the other, each as likely as the others. */
export const chooser = (seed: number) => {
  let next = scatter(seed);
  return <T>(choices: readonly T[]): T => choices[scatter(next++) % choices.length]!;
};
