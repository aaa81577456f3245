import { unknownName } from '@kindling/core';
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

const metrics = {
  accuracy,
  acc: accuracy,
  binaryAccuracy,
  binary_accuracy: binaryAccuracy,
  categoricalAccuracy,
  categorical_accuracy: categoricalAccuracy,
  sparseCategoricalAccuracy,
  sparse_categorical_accuracy: sparseCategoricalAccuracy,
  topKAccuracy,
  top_k_accuracy: topKAccuracy,
  topKCategoricalAccuracy: topKAccuracy,
  top_k_categorical_accuracy: topKAccuracy,
  sparseTopKCategoricalAccuracy: topKAccuracy,
  sparse_top_k_categorical_accuracy: topKAccuracy,
  precision,
  recall,
  f1,
  f1Score: f1,
  f1_score: f1,
  meanSquaredError,
  mean_squared_error: meanSquaredError,
  mse: meanSquaredError,
  MSE: meanSquaredError,
  meanAbsoluteError,
  mean_absolute_error: meanAbsoluteError,
  mae: meanAbsoluteError,
  MAE: meanAbsoluteError,
} satisfies Record<string, () => Metric>;

/** The metrics that can be asked for by name, with the aliases people type and Keras's own spelling. */
export type MetricName = keyof typeof metrics;

/**
 * A metric by its name, with default options. A metric is given back as it is, and a function of one's own becomes its
 * mean over samples ({@link meanMetric}).
 *
 * @param owner - Whom an error names. Default `resolveMetric`.
 * @throws On an unknown name, with the nearest known one, and on what is no metric.
 * @example
 * ```ts
 * import { resolveMetric } from '@kindling/metrics';
 *
 * const metric = resolveMetric('acc');
 * ```
 */
export const resolveMetric = (metric: MetricName | PerSample | Metric, owner = 'resolveMetric'): Metric => {
  const factory = Object.entries(metrics).find(([, make]) => make === (metric as unknown));
  if (factory) throw new TypeError(`${owner}: metric must be called, ${factory[0]}(), or named, "${factory[0]}"`);
  if (typeof metric === 'function') return meanMetric(metric);
  if (typeof metric === 'string' && Object.hasOwn(metrics, metric)) return metrics[metric]();
  if (typeof metric === 'object' && metric !== null && 'update' in metric) return metric;
  throw unknownName(owner, 'metric', metric, Object.keys(metrics));
};
