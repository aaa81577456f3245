import { optionOf, readOptions, requireCount, requireNumber, show } from '@kindling/core';
import type { Schedule } from './schedule.ts';

export interface PiecewiseConstantDecayOptions {
  /** Steps at which the rate changes, rising. Required. */
  boundaries: readonly number[];
  /** The rates before, between and after them: one more than boundaries, each at least 0. Required. */
  values: readonly number[];
}

const numbers = optionOf<readonly number[]>((owner, name, value) => {
  if (!Array.isArray(value)) throw new TypeError(`${owner}: ${name} must be a list of numbers, got ${show(value)}`);
});

const table = { boundaries: numbers, values: numbers };

/**
 * One rate up to and with each boundary: values[0] while step <= boundaries[0], values[1] while step <= boundaries[1],
 * ... and the last value from there on.
 *
 * @throws Error for an option that is unknown or no list; when boundaries do not rise, or the numbers of both do not
 *   fit together.
 * @example
 * ```ts
 * import { piecewiseConstantDecay, sgd } from '@kindling/train';
 *
 * const learningRate = piecewiseConstantDecay({ boundaries: [1000, 2000], values: [0.1, 0.01, 0.001] });
 * const optimizer = sgd({ learningRate });
 * ```
 * @see https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/
 */
export const piecewiseConstantDecay = (options: PiecewiseConstantDecayOptions): Schedule => {
  const owner = 'piecewiseConstantDecay';
  const { boundaries, values } = readOptions(owner, table, options);
  if (values.length !== boundaries.length + 1) {
    const counts = `${values.length} values for ${boundaries.length} boundaries`;
    throw new RangeError(`${owner}: there must be one value more than boundaries, got ${counts}`);
  }
  Array.from(boundaries).forEach((boundary) => {
    requireCount(owner, 'each boundary', boundary);
  });
  Array.from(values).forEach((value) => {
    requireNumber(owner, 'each value', value, 0);
  });
  if (boundaries.some((boundary, i) => i > 0 && boundary <= (boundaries[i - 1] as number))) {
    throw new RangeError(`${owner}: boundaries must rise, got ${show(boundaries)}`);
  }
  return (step) => {
    const piece = boundaries.findIndex((boundary) => step <= boundary); // -1 past all of them: the last value
    return values.at(piece) as number;
  };
};
