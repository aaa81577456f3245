// internal: the distribution of glorotNormal and heNormal

import type { Random } from '@kindling/core';
import { add, log, mul, scalar, square, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** erf(√2), the share of a normal within two deviations. */
const share = 0.9544997361036416;

/**
 * erf⁻¹(x) / x as a polynomial in -ln(1 - x²) - 2.5, highest power first: Giles, "Approximating the erfinv function",
 * 2010.
 */
const powers = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 2.1858087e-4, -1.25372503e-3, -4.17768164e-3,
  0.246640727, 1.50140941,
];

/**
 * A standard normal cut at ±2, by inversion: √2 erf⁻¹(erf(√2) (2u - 1)) for uniform u. No draw is thrown away, so every
 * value belongs to one uniform number. Within ±2 the polynomial is good to float32.
 */
export const truncatedNormal = (shape: readonly number[], random: Random): Tensor =>
  tidy(() => {
    const x = mul(sub(mul(random.uniform(shape), 2), 1), share);
    const w = sub(mul(log(sub(1, square(x))), -1), 2.5);
    const ratio = powers.reduce<Tensor>((sum, power) => add(mul(sum, w), power), scalar(0));
    return mul(mul(ratio, x), Math.SQRT2);
  });
