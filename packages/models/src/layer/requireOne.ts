import { show } from '@kindling/core';
import { isShape } from './shapes.ts';
import type { Shape } from './types.ts';

/**
 * Refuses the shapes of several tensors, with what to do: `flatten: it reads one tensor, got the shapes [[3], [4]];
 * call it on each of them, or join them first with concatenate() or add()`
 */
export const requireOne = (owner: string, shape: unknown): Shape => {
  if (isShape(shape)) return shape;
  throw new TypeError(
    `${owner}: it reads one tensor, got the shapes ${show(shape)}; call it on each of them, or join them first with concatenate() or add()`,
  );
};

/** The same for layers that need an axis beside the batch. */
export const requireAxes = (owner: string, given: Shape): void => {
  const shape = requireOne(owner, given);
  if (shape.length === 0) throw new RangeError(`${owner}: its input must have an axis beside the batch, got [null]`);
};
