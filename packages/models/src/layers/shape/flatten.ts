import { sizeOf } from '@kindling/core';
import { reshape } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { requireOne } from '../../layer/requireOne.ts';

/**
 * All axes but the batch's made one: [batch, h, w, c] becomes [batch, h·w·c].
 *
 * @see https://keras.io/api/layers/reshaping_layers/flatten/
 * @example
 * ```ts
 * import { dense, flatten, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [32, 32, 3] }), flatten(), dense({ units: 10 })]);
 * ```
 */
export const flatten = defineLayer()({
  kind: 'flatten',
  options: [],
  output: (_options, shape) => {
    requireOne('flatten', shape);
    return [shape.includes(null) ? null : sizeOf(shape)];
  },
  call: (_options, { x }) => {
    const [batch = 1, ...shape] = x.shape;
    return x.rank === 2 ? x : reshape(x, [batch, sizeOf(shape)]);
  },
});
