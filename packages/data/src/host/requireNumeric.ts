// internal: what transforms compute with
import { requireAlive, show } from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';
import { isHostArray } from './hostArray.ts';

/** `normalize: x must be a tensor of numbers or a host array, got "a"` */
export const requireNumeric = (owner: string, x: unknown): void => {
  if (x instanceof Tensor ? x.dtype === 'string' || x.dtype === 'complex64' : !isHostArray(x)) {
    const got =
      x instanceof Tensor ? `a tensor of ${x.dtype}` : `${show(x)}; hostArray(data, shape) makes one of a typed array`;
    throw new TypeError(`${owner}: x must be a tensor of numbers or a host array, got ${got}`);
  }
  requireAlive(owner, 'x', x);
};
