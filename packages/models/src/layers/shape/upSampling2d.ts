import { oneOf, withDefault } from '@kindling/core';
import { matMul, reshape, type Tensor, tensor, tile } from '@tensorflow/tfjs-core';
import { defineLayer } from '../../layer/defineLayer.ts';
import { pairOption } from '../../layer/layerOptions.ts';
import type { Pair } from '../../layer/types.ts';
import { pairOf, requirePicture } from '../windows.ts';

/** Options of `upSampling2d`. */
export interface UpSampling2dOptions {
  /** How many times as high and wide a picture becomes. Default: 2. */
  size?: Pair | undefined;
  /** 'nearest' repeats rows and columns, 'bilinear' goes from one to the next in straight lines. Default: 'nearest'. */
  interpolation?: 'nearest' | 'bilinear' | undefined;
}

/** A picture of another height: its rows, [batch, height, width · channels], to more of such. */
type Stretch = (rows: Tensor, times: number) => Tensor;

/** Each row `times` times. */
const repeated: Stretch = (rows, times) => {
  const [batch = 1, height = 1, width = 1] = rows.shape;
  const copies = tile(reshape(rows, [batch * height, 1, width]), [1, times, 1]);
  return reshape(copies, [batch, height * times, width]);
};

/**
 * How much of each row is in each of the new ones, [height · times, height]: the middle of new row i lies at
 * t = (i + ½) / times - ½ between the middles of the old, of which the nearer has the greater share, 1 - |t - j|.
 * Beyond the first and the last there is only that one.
 */
const shares = (height: number, times: number): Tensor => {
  const values = new Float32Array(height * times * height);
  for (let i = 0; i < height * times; i++) {
    const t = Math.min(Math.max((i + 0.5) / times - 0.5, 0), height - 1);
    const above = Math.floor(t);
    values[i * height + above] = 1 - (t - above);
    if (t > above) values[i * height + above + 1] = t - above;
  }
  return tensor(values, [1, height * times, height]);
};

/** Rows between rows. */
const interpolated: Stretch = (rows, times) => (times === 1 ? rows : matMul(shares(rows.shape[1]!, times), rows));

const stretches: Readonly<Record<string, Stretch>> = { nearest: repeated, bilinear: interpolated };

/**
 * Pictures made larger by whole factors.
 *
 * Reads [batch, height, width, channels], gives [batch, size[0] · height, size[1] · width, channels].
 *
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling2d/
 * @throws RangeError for what is not a size, or an input that is not a picture; Error for an unknown interpolation
 * @example
 * ```ts
 * import { input, sequential, upSampling2d } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [8, 8, 16] }), upSampling2d()]); // gives [null, 16, 16, 16]
 * ```
 */
export const upSampling2d = defineLayer<UpSampling2dOptions>()({
  kind: 'upSampling2d',
  options: {
    size: withDefault(pairOption, 2),
    interpolation: withDefault(oneOf(['nearest', 'bilinear']), 'nearest'),
  },
  output: ({ size }, shape) => {
    requirePicture('upSampling2d', shape);
    const times = [...pairOf(size), 1];
    return shape.map((length, axis) => (length === null ? null : length * times[axis]!));
  },
  call: ({ size, interpolation }, { x }) => {
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape;
    const [down, across] = pairOf(size);
    const stretch = stretches[interpolation]!;
    const wide = stretch(reshape(x, [batch * height, width, channels]), across);
    const tall = stretch(reshape(wide, [batch, height, width * across * channels]), down);
    return reshape(tall, [batch, height * down, width * across, channels]);
  },
});
