// internal: what a layer or an initializer must give

import { formatShape, requireAlive, show } from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';
import { fits } from './shapes.ts';
import type { Shape } from './types.ts';

/** How a tensor that a model is given stays alive: ends the message of `requireAlive`. */
export const whileUsed = '; keep it until it is no longer used, or pass a clone';

/** `dense: its output must be float32 [null, 5], got int32 [2, 5]` */
export const requireTensor = (owner: string, noun: string, shape: Shape, given: unknown): Tensor => {
  requireAlive(owner, noun, given, whileUsed);
  if (given instanceof Tensor && given.dtype === 'float32' && fits(shape, given.shape)) return given;
  const got = given instanceof Tensor ? `${given.dtype} ${formatShape(given.shape)}` : show(given);
  throw new Error(`${owner}: ${noun} must be float32 ${formatShape(shape)}, got ${got}`);
};
