import { requireBoolean, requireNumber, requireOptions, requirePositive } from '@kindling/core';
import type { Schedule } from './schedule.ts';

export interface ExponentialDecayOptions {
  initialLearningRate: number;
  decaySteps: number;
  decayRate: number;
  staircase?: boolean | undefined;
}

/**
 * η(step) = η₀ · r^(step / n); with `staircase` the exponent is rounded down, so that the rate falls once in n steps.
 *
 * @param options `initialLearningRate` η₀, at least 0; `decaySteps` n, above 0; `decayRate` r, above 0; `staircase` (false).
 * @throws Error for an option out of its range or unknown.
 * @example
 * ```ts
 * import { adam, exponentialDecay } from '@kindling/train';
 *
 * const optimizer = adam({ learningRate: exponentialDecay({ initialLearningRate: 1e-3, decaySteps: 1000, decayRate: 0.96 }) });
 * ```
 * @see https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
 */
export const exponentialDecay = (options: ExponentialDecayOptions): Schedule => {
  requireOptions('exponentialDecay', options, ['initialLearningRate', 'decaySteps', 'decayRate', 'staircase']);
  const { initialLearningRate, decaySteps, decayRate, staircase = false } = options;
  requireNumber('exponentialDecay', 'initialLearningRate', initialLearningRate, 0);
  requirePositive('exponentialDecay', 'decaySteps', decaySteps);
  requirePositive('exponentialDecay', 'decayRate', decayRate);
  requireBoolean('exponentialDecay', 'staircase', staircase);
  return (step) => {
    const exponent = step / decaySteps;
    return initialLearningRate * decayRate ** (staircase ? Math.floor(exponent) : exponent);
  };
};
