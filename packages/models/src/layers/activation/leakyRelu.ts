import { numberFrom, withDefault } from '@kindling/core';
import { leakyRelu as rectified } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';

/** Options of `leakyRelu`. */
export interface LeakyReluOptions {
  /**
   * What numbers below 0 are multiplied by.
   * Default: 0.3; that of the activation 'leakyRelu' is 0.2, both as in Keras.
   */
  negativeSlope?: number | undefined;
}

/**
 * The rectifier that lets a little of the negative through: y = x where x > 0, else negativeSlope · x.
 *
 * Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
 * @see https://keras.io/api/layers/activation_layers/leaky_relu/
 * @throws RangeError for a slope that is negative or not finite
 * @example
 * ```ts
 * import { dense, input, leakyRelu, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 8 }), leakyRelu({ negativeSlope: 0.1 })]);
 * ```
 */
export const leakyRelu = defineLayer<LeakyReluOptions>()({
  kind: 'leakyRelu',
  options: {
    negativeSlope: withDefault(numberFrom(0), 0.3),
  },
  call: ({ negativeSlope }, { x }) => rectified(x, negativeSlope),
});
