import { optional, withDefault } from '@kindling/core';
import { avgPool, type Tensor4D } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { paddingOption, pairOption } from '../../layer/layerOptions.ts';
import type { Padding, Pair } from '../../layer/types.ts';
import { pairOf, pooled } from '../windows.ts';

/** Options of `averagePooling2d`. */
export interface AveragePooling2dOptions {
  /** Height and width of the window. */
  poolSize: Pair;
  /** How far the window moves. Default: its size. */
  strides?: Pair | undefined;
  /**
   * 'valid' stays within the picture; 'same' goes over its edges, so that strides of 1 keep its size.
   * Default: 'valid'.
   */
  padding?: Padding | undefined;
}

/**
 * The mean of each window, channel by channel: y[i, j, c] = mean x[s·i + u, s·j + v, c] over u and v, with strides s.
 * Padding is left out of the mean.
 *
 * Reads [batch, height, width, channels], gives [batch, ⌈height / s⌉, ⌈width / s⌉, channels] with 'same'; with 'valid'
 * only windows within the picture count.
 *
 * @see https://keras.io/api/layers/pooling_layers/average_pooling2d/
 * @throws RangeError for what is not a size, an input that is not a picture or into which no window fits
 * @example
 * ```ts
 * import { averagePooling2d, input, sequential } from '@kindling/models';
 *
 * const net = sequential([
 *   input({ shape: [32, 32, 3] }),
 *   averagePooling2d({ poolSize: 2 }), // gives [null, 16, 16, 3]
 * ]);
 * ```
 */
export const averagePooling2d = defineLayer<AveragePooling2dOptions>()({
  kind: 'averagePooling2d',
  options: {
    poolSize: pairOption,
    strides: optional(pairOption),
    padding: withDefault(paddingOption, 'valid'),
  },
  output: (config, shape) => pooled('averagePooling2d', shape, config),
  call: (config, { x }) => {
    const { poolSize, strides = poolSize, padding } = config;
    pooled('averagePooling2d', x.shape.slice(1), config);
    return avgPool(x as Tensor4D, pairOf(poolSize), pairOf(strides), padding);
  },
});
