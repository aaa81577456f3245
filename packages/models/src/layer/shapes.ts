import { sizeOf } from '@kindling/core';
// internal: what a shape may be

import { formatShape, show } from '@kindling/core';
import { itemsOf } from './itemsOf.ts';
import type { Shape } from './types.ts';

/** Beside the batch's. */
const mostAxes = 5;

export const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) && itemsOf(value).every((length) => length === null || typeof length === 'number');

/** Whether lengths are those expected, where those are known. */
export const fits = (expected: Shape, shape: readonly number[]): boolean =>
  expected.length === shape.length && expected.every((length, axis) => length === null || length === shape[axis]);

/** The shape with the batch's axis, as it is shown. */
export const batched = (shape: Shape): Shape => [null, ...shape];

/** A shape per sample: `input: shape must hold positive integers or null, got [32, 0]` */
export const requireShape = (owner: string, name: string, value: unknown): Shape => {
  const fits = (length: unknown) => length === null || (Number.isSafeInteger(length) && (length as number) > 0);
  if (!Array.isArray(value) || !itemsOf(value).every(fits)) {
    throw new RangeError(`${owner}: ${name} must hold positive integers or null, got ${show(value)}`);
  }
  if (value.length > mostAxes) {
    throw new RangeError(`${owner}: ${name} may have ${mostAxes} axes beside the batch, got ${value.length}`);
  }
  if (!Number.isSafeInteger(sizeOf(value))) {
    throw new RangeError(`${owner}: ${name} is larger than any tensor, got ${show(value)}`);
  }
  return Object.freeze([...value]);
};

/** `concatenate: axis must be an integer other than 0, the batch's, got 0` */
export const requireAxis = (owner: string, axis: unknown): void => {
  if (!Number.isSafeInteger(axis) || axis === 0) {
    throw new RangeError(`${owner}: axis must be an integer other than 0, the batch's, got ${show(axis)}`);
  }
};

/** Which axis of a tensor is meant, where -1 is the last and 0 would be the batch. */
export const axisOf = (owner: string, axis: number, rank: number): number => {
  const at = axis < 0 ? axis + rank : axis;
  if (at >= 1 && at < rank) return at;
  throw new RangeError(`${owner}: axis must be within 1 and ${rank - 1}, or -1 and ${1 - rank}, got ${axis}`);
};

/** The shapes of a list of tensors, as they are shown; refuses what is not a list. */
export const requireShapes = (owner: string, shapes: readonly Shape[]): string => {
  if (shapes.length > 0 && shapes.every((shape) => Array.isArray(shape))) {
    return shapes.map((shape) => formatShape(batched(shape))).join(', ');
  }
  throw new TypeError(
    `${owner}: it reads a list of tensors, got ${show(shapes)}; call it on several, as in ${owner}()([a, b])`,
  );
};
