// internal: what a layer does with a regularizer that it was given

import { show } from '@kindling/core';

/** `dense: kernelRegularizer must be a regularizer, as l2() gives, got "l2"` */
export const requireRegularizer = (owner: string, name: string, given: unknown): void => {
  if (given === undefined) return;
  if (typeof given === 'object' && given !== null && 'penalty' in given && typeof given.penalty === 'function') return;
  throw new TypeError(`${owner}: ${name} must be a regularizer, as l2() gives, got ${show(given)}`);
};
