import { withDefault } from '@kindling/core';
import { transpose } from '@tensorflow/tfjs-core';
import { activate } from '../../activations/resolve.ts';
import { softmax as normalized } from '../../activations/softmax.ts';
import { defineLayer } from '../../layer/defineLayer.ts';
import { axisOption } from '../../layer/layerOptions.ts';
import { requireAxes } from '../../layer/requireOne.ts';
import { axisOf } from '../../layer/shapes.ts';

/** Options of `softmax`. */
export interface SoftmaxOptions {
  /** Along which axis the sum is 1, the batch's being 0. Default: -1, the last. */
  axis?: number | undefined;
}

/** All axes with two of them exchanged. */
const exchanged = (rank: number, a: number, b: number): number[] =>
  Array.from({ length: rank }, (_, axis) => (axis === a ? b : axis === b ? a : axis));

/**
 * Probabilities: y_i = exp(x_i) / Σ_j exp(x_j). Over the last axis at a model's output, a loss is computed from x.
 *
 * @see https://keras.io/api/layers/activation_layers/softmax/
 * @throws RangeError for an axis that the input does not have, or the batch's
 * @example
 * ```ts
 * import { dense, input, sequential, softmax } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [4] }), dense({ units: 3 }), softmax()]);
 * ```
 */
export const softmax = defineLayer<SoftmaxOptions>()({
  kind: 'softmax',
  options: {
    axis: withDefault(axisOption, -1),
  },
  output: ({ axis }, shape) => {
    requireAxes('softmax', shape);
    axisOf('softmax', axis, shape.length + 1);
    return shape;
  },
  call: ({ axis }, { x }) => {
    const at = axisOf('softmax', axis, x.rank);
    if (at === x.rank - 1) return activate('softmax', 'softmax', x);
    const order = exchanged(x.rank, at, x.rank - 1);
    return transpose(normalized(transpose(x, order)), order);
  },
});
