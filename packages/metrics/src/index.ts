// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { type EvaluateOptions, type EvaluationBatch, evaluate } from './evaluate/evaluate.ts';
export { type MeanMetricOptions, meanMetric, type PerSample } from './metric/meanMetric.ts';
export type { Direction, Metric, MetricBatch, MetricState } from './metric/metric.ts';
export { type MetricAlias, type MetricName, resolveMetric } from './metric/resolveMetric.ts';
export { accuracy } from './metrics/accuracy.ts';
export { type BinaryAccuracyOptions, binaryAccuracy } from './metrics/binaryAccuracy.ts';
export { categoricalAccuracy } from './metrics/categoricalAccuracy.ts';
export { type F1Options, f1 } from './metrics/f1.ts';
export { meanAbsoluteError } from './metrics/meanAbsoluteError.ts';
export { meanSquaredError } from './metrics/meanSquaredError.ts';
export { type PrecisionOptions, precision } from './metrics/precision.ts';
export { type RecallOptions, recall } from './metrics/recall.ts';
export { sparseCategoricalAccuracy } from './metrics/sparseCategoricalAccuracy.ts';
export { type TopKAccuracyOptions, topKAccuracy } from './metrics/topKAccuracy.ts';
export { type ClassificationReportOptions, classificationReport } from './report/classificationReport.ts';
export { type ConfusionMatrix, type ConfusionMatrixOptions, confusionMatrix } from './report/confusionMatrix.ts';
export { type DecodePredictionsOptions, decodePredictions, type Ranked } from './report/decodePredictions.ts';
