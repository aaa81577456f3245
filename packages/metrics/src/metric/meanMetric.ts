import { formatShape, isClass, oneOf, optional, readOptions, show, text } from '@kindling/core';
import { add, cast, div, mean, mul, onesLike, scalar, Tensor, tidy } from '@tensorflow/tfjs-core';
import { batchSize, weightedSum } from './batch.ts';
import type { Direction, Metric } from './metric.ts';

/**
 * A metric or a loss, as a function of target and prediction: a value for each sample, `[batch]`, or `[batch, ...]` to
 * be averaged over the rest. A metric's may have any dtype that casts to float32.
 *
 * @example
 * ```ts
 * import type { PerSample } from '@kindling/metrics';
 * import { mean, square, sub } from '@tensorflow/tfjs-core';
 *
 * const squaredError: PerSample = (target, prediction) => mean(square(sub(target, prediction)), -1);
 * ```
 */
export type PerSample = (target: Tensor, prediction: Tensor) => Tensor;

export interface MeanMetricOptions {
  /** What logs call it, and whom an error names. Default: the name of the function. */
  name?: string | undefined;
  /** Whether a smaller (`'min'`) or a greater (`'max'`) mean is the better one. Default: callbacks have to be told. */
  direction?: Direction | undefined;
}

const table = { name: optional(text), direction: optional(oneOf<Direction>(['min', 'max'])) };

/**
 * The mean over all samples of what `perSample` gives for each: `sum(w v) / sum(w)`, exact over batches of unequal
 * size. Over a total weight of 0 it is NaN.
 *
 * `perSample` may also give one number for the whole batch, a scalar, which then counts by the batch's size and cannot
 * be weighted.
 *
 * @throws For an option that is unknown or of the wrong type; in `update`, when targets, predictions, weights and
 *   values do not fit together.
 * @see https://keras.io/api/metrics/reduction_metrics/
 * @example
 * ```ts
 * import { meanMetric } from '@kindling/metrics';
 * import { abs, max, sub } from '@tensorflow/tfjs-core';
 *
 * const worstError = meanMetric((target, prediction) => max(abs(sub(target, prediction)), -1), {
 *   name: 'worstError',
 *   direction: 'min',
 * });
 * ```
 */
export const meanMetric = (perSample: PerSample, options: MeanMetricOptions = {}): Metric => {
  if (typeof perSample !== 'function' || isClass(perSample)) {
    throw new TypeError(`meanMetric: give a function (target, prediction) => [batch], got ${show(perSample)}`);
  }
  const { name = perSample.name || undefined, direction } = readOptions('meanMetric', table, options);
  const owner = name ?? 'meanMetric';
  const metric: Metric<Readonly<Record<'total' | 'weight', Tensor>>> = {
    name,
    direction,
    init: () => ({ total: scalar(0), weight: scalar(0) }),
    update: (state, batch) =>
      tidy(() => {
        const size = batchSize(owner, batch);
        const value = perSample(batch.y, batch.prediction);
        const [total, weight] = isScalar(owner, value, batch.sampleWeight)
          ? [mul(cast(value, 'float32'), size), scalar(size)]
          : weighed(eachSample(owner, value, size), batch.sampleWeight);
        return { total: add(state.total, total), weight: add(state.weight, weight) };
      }),
    result: ({ total, weight }) => div(total, weight),
  };
  return metric;
};

const isScalar = (owner: string, value: unknown, sampleWeight: Tensor | undefined): boolean => {
  if (!(value instanceof Tensor)) {
    throw new TypeError(`${owner}: must give a tensor with a value for each sample, got ${show(value)}`);
  }
  if (value.rank === 0 && sampleWeight !== undefined) {
    throw new Error(
      `${owner}: gave one number for the whole batch, which cannot be weighted; give one for each sample`,
    );
  }
  return value.rank === 0;
};

const eachSample = (owner: string, value: Tensor, size: number): Tensor => {
  if (value.shape[0] !== size) {
    throw new Error(`${owner}: must give a value for each of the ${size} samples, got ${formatShape(value.shape)}`);
  }
  const values = cast(value, 'float32');
  return values.rank === 1 ? values : mean(values, values.shape.map((_, axis) => axis).slice(1));
};

const weighed = (values: Tensor, sampleWeight: Tensor | undefined): [total: Tensor, weight: Tensor] => [
  weightedSum(values, sampleWeight),
  sampleWeight === undefined ? scalar(values.size) : weightedSum(onesLike(values), sampleWeight),
];
