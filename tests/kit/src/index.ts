export { testBackends, useBackend } from './backends.ts';
export { draws } from './draws.ts';
export { expectGradient, gradientOf, type Input, input, positive } from './expectGradient.ts';
export { metricSamples, weightedMean } from './metricSamples.ts';
export { type Played, type PlayedRow, type PlayOptions, playCallback } from './playCallback.ts';
export { takeSteps } from './takeSteps.ts';
export { type BackendConformance, testBackend } from './testBackend.ts';
export { type LayerConformance, testLayer } from './testLayer.ts';
export { type MetricConformance, type MetricSample, metricValue, testMetric } from './testMetric.ts';
