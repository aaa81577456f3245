import { requireCount, requireNumber, show } from '@internal/checks';
import type { Schedule } from './schedule.ts';

export interface PiecewiseConstantOptions {
  boundaries: readonly number[];
  values: readonly number[];
}

/**
 * One rate up to and with each boundary: values[0] while step <= boundaries[0], values[1] while step <= boundaries[1], ...
 * and the last value from there on.
 *
 * @param options `boundaries`: steps, rising; `values`: rates, one more than boundaries.
 * @throws RangeError when boundaries do not rise, or the numbers of both do not fit together.
 * @example
 * ```ts
 * import { piecewiseConstant, sgd } from '@kindling/train';
 *
 * const optimizer = sgd({ learningRate: piecewiseConstant({ boundaries: [1000, 2000], values: [0.1, 0.01, 0.001] }) });
 * ```
 * @see https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/
 */
export const piecewiseConstant = ({ boundaries, values }: PiecewiseConstantOptions): Schedule => {
  const owner = 'piecewiseConstant';
  if (values.length !== boundaries.length + 1) {
    const counts = `${values.length} values for ${boundaries.length} boundaries`;
    throw new RangeError(`${owner}: there must be one value more than boundaries, got ${counts}`);
  }
  boundaries.forEach((boundary) => {
    requireCount(owner, 'each boundary', boundary);
  });
  values.forEach((value) => {
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
