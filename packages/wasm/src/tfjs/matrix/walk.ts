// internal: numbers moved from place to place, along axes with strides

import type { Numbers } from '../adapter/numbers.ts';

/** Where the numbers of a shape are: a number's place is `start` + Σ index · stride. */
export interface Places {
  readonly start: number;
  readonly strides: readonly number[];
}

export const stridesOf = (shape: readonly number[]): number[] => {
  let stride = 1;
  return [...shape]
    .reverse()
    .map((length) => {
      const own = stride;
      stride *= length;
      return own;
    })
    .reverse();
};

/** The places of a whole tensor. */
export const wholeOf = (shape: readonly number[]): Places => ({ start: 0, strides: stridesOf(shape) });

/** Copies the numbers of a shape from their places in x to those in y. */
export const copy = (shape: readonly number[], x: Numbers, from: Places, y: Numbers, to: Places): void => {
  if (shape.includes(0)) return;
  const last = shape.length - 1;
  const [length, step, stride] = last < 0 ? [1, 0, 0] : [shape[last]!, from.strides[last]!, to.strides[last]!];
  const along = (axis: number, at: number, goal: number): void => {
    if (axis >= last) {
      if (step === 1 && stride === 1) y.set(x.subarray(at, at + length), goal);
      else for (let i = 0; i < length; i++) y[goal + i * stride] = x[at + i * step]!;
      return;
    }
    for (let i = 0; i < shape[axis]!; i++) along(axis + 1, at + i * from.strides[axis]!, goal + i * to.strides[axis]!);
  };
  along(0, from.start, to.start);
};
