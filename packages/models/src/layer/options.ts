// internal: what is checked of every options object

import { show } from '@kindling/core';
import type { CommonOptions } from './layer.ts';

export { requireOptions } from '@kindling/core';

const longestName = 200;

/** What would move the cursor, break the line or turn the text around where a name is printed; and half characters. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

/** `dense: name must be a string of 1 to 200 characters without "/", got ""` */
export const requireName = (owner: string, name: unknown, noun = 'name'): void => {
  if (typeof name !== 'string' || name === '' || name.length > longestName || name.includes('/')) {
    throw new RangeError(
      `${owner}: ${noun} must be a string of 1 to ${longestName} characters without "/", got ${show(name)}`,
    );
  }
  if (unprintable.test(name)) {
    throw new RangeError(`${owner}: ${noun} must be without control characters, got ${show(name)}`);
  }
};

/** The common options that were given, checked. */
export const commonOf = (owner: string, { name, trainable }: CommonOptions): CommonOptions => {
  if (name !== undefined) requireName(owner, name);
  if (trainable !== undefined && typeof trainable !== 'boolean') {
    throw new TypeError(`${owner}: trainable must be true or false, got ${show(trainable)}`);
  }
  return { ...(name !== undefined && { name }), ...(trainable !== undefined && { trainable }) };
};
