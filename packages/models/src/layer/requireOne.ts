// internal: layers that read one tensor
import { show } from '@kindling/core';
import { isShape } from './shapes.ts';
import type { Shape } from './types.ts';

/** Refuses the shapes of a list of tensors: `flatten: it reads one tensor, got the shapes [[3], [4]]` */
export const requireOne = (owner: string, shape: Shape): void => {
  if (!isShape(shape)) throw new TypeError(`${owner}: it reads one tensor, got the shapes ${show(shape)}`);
};
