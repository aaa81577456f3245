import { rate } from '@kindling/core';
import { cast, greaterEqual, mul } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';

/** Options of `dropout`. */
export interface DropoutOptions {
  /** The share that is dropped, from 0 to below 1. */
  rate: number;
}

/**
 * Inverted dropout: in training y = x · m / (1 - rate), where m is 1 with probability 1 - rate, else 0; in inference
 * y = x.
 *
 * Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
 * @see https://keras.io/api/layers/regularization_layers/dropout/
 * @throws RangeError for a rate outside of [0, 1)
 * @example
 * ```ts
 * import { dense, dropout, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 8 }), dropout({ rate: 0.5 }), dense({ units: 3 })]);
 * ```
 */
export const dropout = defineLayer<DropoutOptions>()({
  kind: 'dropout',
  options: {
    rate: rate,
  },
  call: ({ rate }, { x, training, random }) => {
    if (!training || rate === 0) return x;
    const kept = cast(greaterEqual(random.uniform(x.shape), rate), 'float32');
    return mul(x, mul(kept, 1 / (1 - rate)));
  },
});
