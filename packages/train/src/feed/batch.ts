import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * One batch: `x` and `y` as the model has inputs and outputs, a tensor or a record by name; weights are one a sample.
 */
export interface Batch<X, Y> {
  readonly x: X;
  readonly y: Y;
  readonly sampleWeight?: Tensor | undefined;
}
