import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** m · momentum + x · (1 - momentum), of a moving average m and what it follows. Float32, both of one shape. */
export const MovingAverage = 'KindlingMovingAverage';

export interface MovingAverageInputs {
  readonly moving: Tensor;
  readonly now: Tensor;
}

export interface MovingAverageAttributes {
  readonly momentum: number;
}

export const runMovingAverage = ({ moving, now }: MovingAverageInputs, { momentum }: MovingAverageAttributes): Tensor =>
  engine().runKernel(MovingAverage, { moving, now }, { momentum });
