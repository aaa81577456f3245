import { flag, withDefault } from '@kindling/core';
import { mean } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { requirePicture } from '../windows.ts';

/** Options of `globalAveragePooling2d`. */
export interface GlobalAveragePooling2dOptions {
  /** Whether height and width stay, as lengths of 1. Default: false. */
  keepDims?: boolean | undefined;
}

/**
 * The mean of each channel: y[c] = mean x[i, j, c] over the whole picture.
 *
 * Reads [batch, height, width, channels], gives [batch, channels], or [batch, 1, 1, channels] with `keepDims`.
 *
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
 * @throws TypeError for a `keepDims` that is neither true nor false, RangeError for an input that is not a picture
 * @example
 * ```ts
 * import { globalAveragePooling2d, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [null, null, 3] }), globalAveragePooling2d()]); // gives [null, 3]
 * ```
 */
export const globalAveragePooling2d = defineLayer<GlobalAveragePooling2dOptions>()({
  kind: 'globalAveragePooling2d',
  options: {
    keepDims: withDefault(flag, false),
  },
  output: ({ keepDims }, shape) => {
    requirePicture('globalAveragePooling2d', shape);
    return keepDims ? [1, 1, ...shape.slice(2)] : shape.slice(2);
  },
  call: ({ keepDims }, { x }) => mean(x, [1, 2], keepDims),
});
