import { mul, square, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { rateOf } from './rate.ts';
import type { RegularizerFactory } from './regularizer.ts';

/**
 * The sum of squares: rate · Σ w². It keeps weights small.
 *
 * @see https://keras.io/api/layers/regularizers/#l2-class
 * @param rate the price of a unit squared, at least 0; default 0.01
 * @throws RangeError for a rate that is negative or not finite; Error for an unknown member of a config
 * @example
 * ```ts
 * import { dense, l2 } from '@kindling/models';
 *
 * dense({ units: 3, kernelRegularizer: l2(1e-4) });
 * ```
 */
export const l2: RegularizerFactory = Object.assign(
  (given: number | { readonly rate: number } = 0.01) => {
    const rate = rateOf('l2', given);
    return {
      kind: 'l2',
      config: { rate },
      penalty: (w: Tensor) => tidy(() => mul(sum(square(w)), rate)),
    };
  },
  { kind: 'l2' },
);
