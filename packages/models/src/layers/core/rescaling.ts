import { finiteNumber, withDefault } from '@kindling/core';
import { add, mul } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';

/** Options of `rescaling`. */
export interface RescalingOptions {
  /** What x is multiplied by. */
  scale: number;
  /** What is added afterwards. Default: 0. */
  offset?: number | undefined;
}

/**
 * y = scale · x + offset: numbers brought into a range, inside the model.
 *
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
 * @throws RangeError for a number that is not finite
 * @example
 * ```ts
 * import { flatten, input, rescaling, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [28, 28], dtype: 'int32' }), rescaling({ scale: 1 / 255 }), flatten()]);
 * ```
 */
export const rescaling = defineLayer<RescalingOptions>()({
  kind: 'rescaling',
  options: {
    scale: finiteNumber,
    offset: withDefault(finiteNumber, 0),
  },
  call: ({ scale, offset }, { x }) => {
    const scaled = scale === 1 ? x : mul(x, scale);
    return offset === 0 ? scaled : add(scaled, offset);
  },
});
