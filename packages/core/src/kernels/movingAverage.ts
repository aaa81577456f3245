import { add, engine, type GradConfig, mul, type Tensor } from '@tensorflow/tfjs-core';
import { attributesAs } from './attributes.ts';
import { offers } from './offers.ts';
import { ownGradient } from './ownGradient.ts';

/** m · momentum + x · (1 - momentum), of a moving average m and what it follows. Float32, both of one shape. */
export const MovingAverage = 'KindlingMovingAverage';

export interface MovingAverageInputs {
  /** m */
  readonly moving: Tensor;
  /** x */
  readonly now: Tensor;
}

export interface MovingAverageAttributes {
  /** How much of m stays, from 0 to 1. */
  readonly momentum: number;
}

/** By the backend's kernel. */
export const runMovingAverage = (
  { moving, now }: MovingAverageInputs,
  { momentum }: MovingAverageAttributes,
): Tensor => {
  ownGradient(movingAverageGradient);
  return engine().runKernel(MovingAverage, { moving, now }, { momentum });
};

/** The average composed of operations. */
export const composeMovingAverage = (
  { moving, now }: MovingAverageInputs,
  { momentum }: MovingAverageAttributes,
): Tensor => add(mul(moving, momentum), mul(now, 1 - momentum));

/** The next moving average: by the kernel where the backend in use has it, else composed. */
export const movingAverage = (inputs: MovingAverageInputs, attributes: MovingAverageAttributes): Tensor =>
  (offers(MovingAverage) ? runMovingAverage : composeMovingAverage)(inputs, attributes);

/** Linear in both. */
export const movingAverageGradient: GradConfig = {
  kernelName: MovingAverage,
  gradFunc: (given, _saved, attributes) => {
    const { momentum } = attributesAs<MovingAverageAttributes>(attributes);
    return { moving: () => mul(given as Tensor, momentum), now: () => mul(given as Tensor, 1 - momentum) };
  },
};
