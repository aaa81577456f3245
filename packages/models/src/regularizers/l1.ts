import { abs, mul, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { rateOf } from './rate.ts';
import type { RegularizerFactory } from './regularizer.ts';

/**
 * The sum of magnitudes: rate · Σ |w|. It draws weights to exactly 0.
 *
 * @see https://keras.io/api/layers/regularizers/#l1-class
 * @param rate the price of a unit, at least 0; default 0.01
 * @throws RangeError for a rate that is negative or not finite; Error for an unknown member of a config
 * @example
 * ```ts
 * import { dense, l1 } from '@kindling/models';
 *
 * dense({ units: 3, kernelRegularizer: l1(1e-4) });
 * ```
 */
export const l1: RegularizerFactory = Object.assign(
  (given: number | { readonly rate: number } = 0.01) => {
    const rate = rateOf('l1', given);
    return { kind: 'l1', config: { rate }, penalty: (w: Tensor) => tidy(() => mul(sum(abs(w)), rate)) };
  },
  { kind: 'l1' },
);
