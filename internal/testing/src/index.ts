export { testBackends, useBackend } from './backends.ts';
export { metricSamples, weightedMean } from './metricSamples.ts';
export { draws } from './random.ts';
export { type MetricConformance, type MetricSample, metricValue, testMetric } from './testMetric.ts';
