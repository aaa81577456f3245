import { tanh as tangent } from '../../activations/tanh.ts';
import { defineLayer } from '../../layer/defineLayer.ts';

/**
 * The hyperbolic tangent: y = (exp(x) - exp(-x)) / (exp(x) + exp(-x)).
 *
 * @see https://keras.io/api/layers/activations/#tanh-function
 * @example
 * ```ts
 * import { dense, input, sequential, tanh } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 8 }), tanh()]);
 * ```
 */
export const tanh = defineLayer()({ kind: 'tanh', options: [], call: (_options, { x }) => tangent(x) });
