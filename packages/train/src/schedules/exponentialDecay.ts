import { flag, numberFrom, positiveNumber, readOptions, withDefault } from '@kindling/core';
import type { Schedule } from './schedule.ts';

export interface ExponentialDecayOptions {
  /** η₀, at least 0: the rate at step 0. Required. */
  initialLearningRate: number;
  /** n, above 0: in n steps the rate is multiplied by `decayRate`. Required. */
  decaySteps: number;
  /** r, above 0. Required. */
  decayRate: number;
  /** Whether the rate falls at once every n steps, and not a little at each. Default: false. */
  staircase?: boolean | undefined;
}

const table = {
  initialLearningRate: numberFrom(0),
  decaySteps: positiveNumber,
  decayRate: positiveNumber,
  staircase: withDefault(flag, false),
};

/**
 * η(step) = η₀ · r^(step / n); with `staircase` the exponent is rounded down, so that the rate falls once in n steps.
 *
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { adam, exponentialDecay } from '@kindling/train';
 *
 * const learningRate = exponentialDecay({ initialLearningRate: 1e-3, decaySteps: 1000, decayRate: 0.96 });
 * const optimizer = adam({ learningRate });
 * ```
 * @see https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
 */
export const exponentialDecay = (options: ExponentialDecayOptions): Schedule => {
  const { initialLearningRate, decaySteps, decayRate, staircase } = readOptions('exponentialDecay', table, options);
  return (step) => {
    const exponent = step / decaySteps;
    return initialLearningRate * decayRate ** (staircase ? Math.floor(exponent) : exponent);
  };
};
