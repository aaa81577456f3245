/** `x` turned left by `by` of its 32 bits. */
const turn = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/**
 * Threefry2x32 with 20 rounds: a bijection of 64-bit counters `(c0, c1)` for every 64-bit key `(k0, k1)`, written to
 * `out[at]` and `out[at + 1]`. A round is `a += b; b = (b <<< r) ^ a`; after every fourth round two of three key words
 * are added, and how often that was done.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */
export const threefry2x32 = (k0: number, k1: number, c0: number, c1: number, out: Uint32Array, at: number): void => {
  let x = k1 | 0;
  let y = k0 ^ k1 ^ 0x1bd11bda;
  let z = k0 | 0;
  let a = (c0 + z) | 0;
  let b = (c1 + x) | 0;
  for (let added = 1; added <= 5; added++) {
    const odd = (added & 1) === 1;
    a = (a + b) | 0;
    b = turn(b, odd ? 13 : 17) ^ a;
    a = (a + b) | 0;
    b = turn(b, odd ? 15 : 29) ^ a;
    a = (a + b) | 0;
    b = turn(b, odd ? 26 : 16) ^ a;
    a = (a + b) | 0;
    b = turn(b, odd ? 6 : 24) ^ a;
    a = (a + x) | 0;
    b = (b + y + added) | 0;
    const next = y;
    y = z;
    z = x;
    x = next;
  }
  out[at] = a;
  out[at + 1] = b;
};
