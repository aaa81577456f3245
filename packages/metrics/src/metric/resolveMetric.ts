import { type AliasOf, byAnyName, everyName, nameOfFactory, show, unknownName } from '@kindling/core';
import { accuracy } from '../metrics/accuracy.ts';
import { binaryAccuracy } from '../metrics/binaryAccuracy.ts';
import { categoricalAccuracy } from '../metrics/categoricalAccuracy.ts';
import { f1 } from '../metrics/f1.ts';
import { meanAbsoluteError } from '../metrics/meanAbsoluteError.ts';
import { meanSquaredError } from '../metrics/meanSquaredError.ts';
import { precision } from '../metrics/precision.ts';
import { recall } from '../metrics/recall.ts';
import { sparseCategoricalAccuracy } from '../metrics/sparseCategoricalAccuracy.ts';
import { topKAccuracy } from '../metrics/topKAccuracy.ts';
import { meanMetric, type PerSample } from './meanMetric.ts';
import type { Metric } from './metric.ts';

/** By their own names; each brings its other names along. */
const metrics = {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  topKAccuracy,
  precision,
  recall,
  f1,
  meanSquaredError,
  meanAbsoluteError,
};

/** The metrics that can be chosen by name. */
export type MetricName = keyof typeof metrics;

/** The other names that they go by, Keras's own spelling among them: `'mse'`. Completion does not list them. */
export type MetricAlias = AliasOf<typeof metrics>;

/**
 * A metric by its name, with default options. A metric is given back as it is, and a function becomes its mean over
 * samples ({@link meanMetric}).
 *
 * @param owner Whom an error names: `compile`.
 * @param given A name or an alias, a metric, or a function of target and prediction.
 * @throws On an unknown name, with the nearest known one, on Keras's `f1_score`, which is another score than `f1`,
 *   and on what is not a metric.
 * @example
 * ```ts
 * import { resolveMetric } from '@kindling/metrics';
 *
 * const metric = resolveMetric('myLoop', 'acc');
 * ```
 */
export const resolveMetric = (owner: string, given: MetricName | MetricAlias | PerSample | Metric): Metric => {
  const uncalled = nameOfFactory(metrics, given);
  if (uncalled !== undefined) {
    throw new TypeError(`${owner}: metric must be called, ${uncalled}(), or named, "${uncalled}"`);
  }
  if (typeof given === 'function') return meanMetric(given);
  if (otherF1.includes(given as string)) {
    throw new Error(
      `${owner}: ${show(given)} is one score a class in Keras, and a metric is one number here; give "f1" for one score over all outputs above 0.5, or { name: f1({ topK: 1, classId: 0 }) } for one class by argmax`,
    );
  }
  const make = typeof given === 'string' ? byAnyName(metrics, given) : undefined;
  if (make !== undefined) return make();
  if (!isMetric(given)) throw unknownName(owner, 'metric', given, everyName(metrics));
  const { name, direction } = given;
  if (name !== undefined && typeof name !== 'string') {
    throw new TypeError(`${owner}: a metric's name must be a string, got ${show(name)}`);
  }
  if (direction === undefined || direction === 'min' || direction === 'max') return given;
  throw new TypeError(`${owner}: a metric's direction must be "min" or "max", got ${show(direction)}`);
};

/** Keras's names for a score with other defaults. */
const otherF1: readonly string[] = ['f1Score', 'f1_score', 'F1Score'];

const isMetric = (given: unknown): given is Metric => {
  const { init, update, result } = Object(given) as Partial<Metric>;
  return [init, update, result].every((part) => typeof part === 'function');
};
