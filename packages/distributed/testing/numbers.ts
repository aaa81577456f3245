import type { Summed } from '../src/world.ts';

/** Odd ones, and some on each side of what is packed. */
export const lengths = [1, 2, 7, 1001, 4096, 100_003];

/** Numbers of a shard, of which no sum is exact. */
export const numbersOf = <T extends Summed>(kind: { new (length: number): T }, length: number, shard: number): T => {
  const numbers = new kind(length);
  for (let i = 0; i < length; i++) numbers[i] = Math.sin(i * 0.37 + shard * 5.1) * 10 ** ((i + shard) % 5);
  return numbers;
};
