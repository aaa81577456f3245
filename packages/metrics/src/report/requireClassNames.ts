// internal: class names, wherever they are given
import { show } from '@kindling/core';

/** `decodePredictions: classNames must be a list of names, got null` */
export const requireClassNames = (owner: string, name: string, value: unknown): void => {
  // A copy, in which a hole is undefined: `every` passes over holes.
  if (Array.isArray(value) && Array.from(value).every((each) => typeof each === 'string')) return;
  throw new TypeError(`${owner}: ${name} must be a list of names, got ${show(value)}`);
};
