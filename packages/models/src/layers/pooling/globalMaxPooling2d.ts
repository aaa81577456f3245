import { flag, withDefault } from '@kindling/core';
import { max } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { requirePicture } from '../windows.ts';

/** Options of `globalMaxPooling2d`. */
export interface GlobalMaxPooling2dOptions {
  /** Whether height and width stay, as lengths of 1. Default: false. */
  keepDims?: boolean | undefined;
}

/**
 * The greatest of each channel: y[c] = max x[i, j, c] over the whole picture. Equal ones share the gradient.
 *
 * Reads [batch, height, width, channels], gives [batch, channels], or [batch, 1, 1, channels] with `keepDims`.
 *
 * @see https://keras.io/api/layers/pooling_layers/global_max_pooling2d/
 * @throws TypeError for a `keepDims` that is neither true nor false, RangeError for an input that is not a picture
 * @example
 * ```ts
 * import { globalMaxPooling2d, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [null, null, 3] }), globalMaxPooling2d()]); // gives [null, 3]
 * ```
 */
export const globalMaxPooling2d = defineLayer<GlobalMaxPooling2dOptions>()({
  kind: 'globalMaxPooling2d',
  options: {
    keepDims: withDefault(flag, false),
  },
  output: ({ keepDims }, shape) => {
    requirePicture('globalMaxPooling2d', shape);
    return keepDims ? [1, 1, ...shape.slice(2)] : shape.slice(2);
  },
  call: ({ keepDims }, { x }) => max(x, [1, 2], keepDims),
});
