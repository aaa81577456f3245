import { batch, type Dataset, fromArrays, normalize, oneHot, pipe, prepare, type Split, shuffle } from '@kindling/data';
import type { Tensor } from '@tensorflow/tfjs-core';

export interface BatchChoice {
  readonly size: number;
  readonly classes: number;
  /** Shuffles every pass anew; without it, the pictures keep their order. */
  readonly seed?: number;
}

/** Pictures scaled to 0..1 with one-hot labels, batch by batch. */
export const batches = (split: Split, { size, classes, seed }: BatchChoice): Dataset<{ x: Tensor; y: Tensor }> => {
  const rows = fromArrays({ x: split.x, y: split.y });
  return pipe(
    seed === undefined ? rows : pipe(rows, shuffle({ seed })),
    batch(size),
    prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, classes) })),
  );
};
