import { activate } from '../../activations/resolve.ts';
import { defineLayer } from '../../layer/defineLayer.ts';

/**
 * The logistic function: y = 1 / (1 + exp(-x)). A loss at a model's output is computed from x.
 *
 * @see https://keras.io/api/layers/activations/#sigmoid-function
 * @example
 * ```ts
 * import { dense, input, sequential, sigmoid } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 1 }), sigmoid()]);
 * ```
 */
export const sigmoid = defineLayer()({
  kind: 'sigmoid',
  options: [],
  call: (_options, { x }) => activate('sigmoid', 'sigmoid', x),
});
