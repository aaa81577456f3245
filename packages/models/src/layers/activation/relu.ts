import { relu as rectified } from '../../activations/relu.ts';
import { defineLayer } from '../../layer/defineLayer.ts';

/**
 * The rectifier: y = max(x, 0).
 *
 * @see https://keras.io/api/layers/activation_layers/relu/
 * @example
 * ```ts
 * import { dense, input, relu, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 8 }), relu()]);
 * ```
 */
export const relu = defineLayer()({ kind: 'relu', options: [], call: (_options, { x }) => rectified(x) });
