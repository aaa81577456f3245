import type { Dataset, HostArray } from '@kindling/data';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';

/** Whole arrays, shaped as the model's inputs or outputs: a tensor or host array, or a record of them by name. */
export type Feed<T> = T extends Tensor ? Tensor | HostArray : { readonly [K in keyof T]: Tensor | HostArray };

/** Whole arrays to train on: cut into batches on the way, never copied as a whole, never disposed of. */
export interface Arrays<X, Y> {
  readonly x: Feed<X>;
  readonly y: Feed<Y>;
  /** One weight a sample. */
  readonly sampleWeight?: Tensor | HostArray | undefined;
}

/** Batches from a dataset, which are disposed of once used, or whole arrays. */
export type Source<X, Y> = Dataset<Batch<X, Y>> | Arrays<X, Y>;
