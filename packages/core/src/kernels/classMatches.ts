import {
  any,
  argMax,
  cast,
  engine,
  equal,
  greater,
  isNaN as isNaNTensor,
  logicalAnd,
  logicalNot,
  max,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import { offers } from './offers.ts';

/**
 * For each row, 1 where the greatest of the target and the greatest of the prediction stand at the same place, the
 * first of equals, else 0; NaN where a row holds a NaN, or the target nothing above 0.
 */
export const ClassMatches = 'KindlingClassMatches';

/** Float32, of one shape: [..., classes]. */
export interface ClassMatchesInputs {
  /** The target, one-hot or soft. */
  readonly y: Tensor;
  /** A number for each class, the greatest for the likeliest. */
  readonly prediction: Tensor;
}

/** Float32, [...], by the backend's kernel. */
export const runClassMatches = ({ y, prediction }: ClassMatchesInputs): Tensor =>
  engine().runKernel(ClassMatches, { y, prediction });

const holdsNaN = (rows: Tensor): Tensor => any(isNaNTensor(rows), -1);

/** The matches composed of operations. They have no gradient, nor has the kernel. */
export const composeClassMatches = ({ y, prediction }: ClassMatchesInputs): Tensor => {
  const right = equal(argMax(y, -1), argMax(prediction, -1));
  const known = logicalAnd(greater(max(y, -1), 0), logicalNot(holdsNaN(y)));
  return where(logicalAnd(known, logicalNot(holdsNaN(prediction))), cast(right, 'float32'), Number.NaN);
};

/** The matches of each row, float32, [...]: by the kernel where the backend in use has it, else composed. */
export const classMatches = (inputs: ClassMatchesInputs): Tensor =>
  (offers(ClassMatches) ? runClassMatches : composeClassMatches)(inputs);
