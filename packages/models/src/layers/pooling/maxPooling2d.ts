import { maxPooling, optional, withDefault } from '@kindling/core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { paddingOption, pairOption } from '../../layer/layerOptions.ts';
import type { Padding, Pair } from '../../layer/types.ts';
import { pairOf, pooled } from '../windows.ts';

/** Options of `maxPooling2d`. */
export interface MaxPooling2dOptions {
  /** Height and width of the window. Default: 2. */
  poolSize?: Pair | undefined;
  /** How far the window moves. Default: its size. */
  strides?: Pair | undefined;
  /**
   * 'valid' stays within the picture; 'same' goes over its edges, so that strides of 1 keep its size.
   * Default: 'valid'.
   */
  padding?: Padding | undefined;
}

/**
 * The greatest of each window, channel by channel: y[i, j, c] = max x[s·i + u, s·j + v, c] over u and v, with
 * strides s. Padding never wins; NaN does. The first of equal ones takes the gradient.
 *
 * Reads [batch, height, width, channels], gives [batch, ⌈height / s⌉, ⌈width / s⌉, channels] with 'same'; with 'valid'
 * only windows within the picture count.
 *
 * @see https://keras.io/api/layers/pooling_layers/max_pooling2d/
 * @throws RangeError for what is not a size, an input that is not a picture or into which no window fits
 * @example
 * ```ts
 * import { input, maxPooling2d, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [32, 32, 3] }), maxPooling2d()]); // gives [null, 16, 16, 3]
 * ```
 */
export const maxPooling2d = defineLayer<MaxPooling2dOptions>()({
  kind: 'maxPooling2d',
  options: {
    poolSize: withDefault(pairOption, 2),
    strides: optional(pairOption),
    padding: withDefault(paddingOption, 'valid'),
  },
  output: (config, shape) => pooled('maxPooling2d', shape, config),
  call: (config, { x }) => {
    const { poolSize, strides = poolSize, padding } = config;
    pooled('maxPooling2d', x.shape.slice(1), config);
    const windows = { filterSize: pairOf(poolSize), strides: pairOf(strides), pad: padding };
    return maxPooling(x as Tensor4D, windows);
  },
});
