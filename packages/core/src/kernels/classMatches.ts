import { engine, type Tensor } from '@tensorflow/tfjs-core';

/**
 * For each row, 1 where the greatest of the target and the greatest of the prediction stand at the same place, the first of
 * equals, else 0; NaN where a row holds a NaN, or the target nothing above 0.
 */
export const ClassMatches = 'KindlingClassMatches';

/** Float32, of one shape: [..., classes]. */
export interface ClassMatchesInputs {
  readonly y: Tensor;
  readonly prediction: Tensor;
}

/** Float32, [...]. */
export const runClassMatches = ({ y, prediction }: ClassMatchesInputs): Tensor =>
  engine().runKernel(ClassMatches, { y, prediction });
