import { expect } from 'vitest';

/** Sums of terms in float64, and those of the terms' absolute values. */
export interface Sums {
  readonly values: Float64Array;
  readonly bounds: Float64Array;
}

export const zeroSums = (count: number): Sums => ({ values: new Float64Array(count), bounds: new Float64Array(count) });

/** As tests/goldens/torch_errors.py has them of PyTorch. */
export interface Errors {
  /** How many numbers there were, and the sum of their bounds: what was drawn. */
  readonly count: number;
  readonly bounds: number;
  readonly max: number;
  readonly mean: number;
}

/** |y - Y| / (2⁻²⁴ · Σ|terms|) */
export const errorsOf = () => {
  let [count, bounds, max, sum] = [0, 0, 0, 0];
  return {
    add: (actual: ArrayLike<number>, sums: Sums, about: string): void => {
      expect(actual.length, about).toBe(sums.values.length);
      count += actual.length;
      for (let i = 0; i < actual.length; i++) {
        const [apart, bound] = [Math.abs(actual[i]! - sums.values[i]!), sums.bounds[i]!];
        const error = apart === 0 ? 0 : apart / (bound * 2 ** -24);
        if (!(error < 100)) expect.fail(`${about}: number ${i} is ${actual[i]}, should be ${sums.values[i]}`);
        bounds += bound;
        max = Math.max(max, error);
        sum += error;
      }
    },
    summary: (): Errors => ({ count, bounds, max, mean: sum / count }),
  };
};
