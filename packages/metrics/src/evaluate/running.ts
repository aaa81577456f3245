// internal: a metric on its way through a pass
import { createSums } from '@kindling/core';
import type { Metric, MetricBatch } from '../metric/metric.ts';

export interface RunningMetric {
  update(batch: MetricBatch): void;
  /** Moves the sums to the host: float32 counts stop at 2^24. */
  fold(): Promise<void>;
  result(): Promise<number>;
  dispose(): void;
}

export const runningMetric = (metric: Metric): RunningMetric => {
  const sums = createSums({ sums: () => metric.init(), results: (state) => ({ value: metric.result(state) }) });
  return {
    update: (batch) => sums.replace(metric.update(sums.onDevice, batch)),
    fold: sums.fold,
    result: async () => (await sums.logs()).value ?? Number.NaN,
    dispose: sums.dispose,
  };
};
