import {
  batch,
  type Dataset,
  fromArrays,
  normalize,
  oneHot,
  pipe,
  prepare,
  type ShardOptions,
  type Split,
  shard,
  shuffle,
} from '@kindling/data';
import type { Tensor } from '@tensorflow/tfjs-core';

export interface BatchChoice {
  /** Pictures in a batch of all processes together. */
  readonly size: number;
  readonly classes: number;
  /** Shuffles every pass anew, for training; without it, the pictures keep their order, for testing. */
  readonly seed?: number;
  /** The processes that share the pictures: in training as many each, in testing all of them. Default: one has all. */
  readonly world?: Pick<ShardOptions, 'rank' | 'size' | 'shards'> | undefined;
}

/** Pictures scaled to 0..1 with one-hot labels, batch by batch. */
export const batches = (
  split: Split,
  { size, classes, seed, world }: BatchChoice,
): Dataset<{ x: Tensor; y: Tensor }> => {
  const rows = fromArrays({ x: split.x, y: split.y });
  const ordered = seed === undefined ? rows : pipe(rows, shuffle({ seed }));
  const { rank, size: processes, shards } = world ?? { rank: 0, size: 1, shards: 1 };
  const own = shard({ rank, size: processes, shards, tail: seed === undefined ? 'keep' : 'drop' });
  return pipe(
    world === undefined ? ordered : pipe(ordered, own),
    batch(size / processes),
    prepare(({ x, y }) => ({ x: normalize(x), y: oneHot(y, classes) })),
  );
};
