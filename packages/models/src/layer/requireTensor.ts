// internal: what a layer or an initializer must give

import { formatShape, show } from '@kindling/core';
import { Tensor } from '@tensorflow/tfjs-core';
import { fits } from './shapes.ts';
import type { Shape } from './types.ts';

/** Refuses a tensor that was freed; `what` opens the message. */
export const requireAlive = (what: string, { isDisposed }: Tensor): void => {
  if (isDisposed) throw new Error(`${what} has been disposed of; keep it until it is no longer used, or pass a clone`);
};

/** `dense: its output must be float32 [null, 5], got int32 [2, 5]` */
export const requireTensor = (owner: string, noun: string, shape: Shape, given: unknown): Tensor => {
  if (given instanceof Tensor) requireAlive(`${owner}: ${noun}`, given);
  if (given instanceof Tensor && given.dtype === 'float32' && fits(shape, given.shape)) return given;
  const got = given instanceof Tensor ? `${given.dtype} ${formatShape(given.shape)}` : show(given);
  throw new Error(`${owner}: ${noun} must be float32 ${formatShape(shape)}, got ${got}`);
};
