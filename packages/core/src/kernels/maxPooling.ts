import {
  cast,
  customGrad,
  engine,
  greater,
  isNaN as isNan,
  MaxPool,
  maxPool,
  scalar,
  type Tensor,
  type Tensor4D,
  where,
} from '@tensorflow/tfjs-core';
import { ofGreatest } from '../gradients/pooling.ts';
import { capabilities } from './capabilities.ts';

/** How windows go over pictures. */
export interface MaxPoolingAttributes {
  /** Height and width. */
  readonly filterSize: [number, number];
  /** How far it moves, down and to the right. */
  readonly strides: [number, number];
  /** 'valid' stays within the picture, 'same' goes over its edges. */
  readonly pad: 'valid' | 'same';
}

/**
 * The greatest of each window: y[i, j, c] = max x[s·i + u, s·j + v, c]. NaN wins, as in JAX and PyTorch, where tfjs's
 * `maxPool` passes over it. The gradient goes to the first of the greatest, or to a NaN.
 *
 * Reads float32 [batch, height, width, channels]. By the backend's kernel where that can do it, else composed: of what
 * the pictures hold, and of where they hold NaN.
 */
export const maxPooling = (x: Tensor4D, attributes: MaxPoolingAttributes): Tensor4D =>
  capabilities().maxPoolKeepsNaN
    ? engine().runKernel(MaxPool, { x }, { ...attributes, keepsNaN: true })
    : composeMaxPooling(x, attributes);

/** The same composed of operations. */
export const composeMaxPooling = (x: Tensor4D, attributes: MaxPoolingAttributes): Tensor4D => {
  const { filterSize, strides, pad } = attributes;
  const run = customGrad((given, save) => {
    const pictures = given as Tensor4D;
    const isNone = isNan(pictures);
    const highest = where(isNone, scalar(Number.POSITIVE_INFINITY) as Tensor, pictures) as Tensor4D;
    const pooled = maxPool(highest, filterSize, strides, pad);
    const none = greater(maxPool(cast(isNone, 'float32'), filterSize, strides, pad), 0);
    const keep = save as (tensors: Tensor[]) => void;
    keep([highest, pooled]);
    return {
      value: where(none, scalar(Number.NaN) as Tensor, pooled),
      gradFunc: (dy: Tensor, saved: Tensor[]) => ofGreatest(dy, saved[0]!, saved[1]!, attributes),
    };
  });
  return run(x) as Tensor4D;
};
