// internal: a metric on its way through a pass: sums on the device and, at each fold, in float64 on the host
import { dispose, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Metric, MetricBatch, MetricState } from '../metric/metric.ts';

export interface RunningMetric {
  update(batch: MetricBatch): void;
  /** Moves the sums to the host: float32 counts stop at 2^24. */
  fold(): Promise<void>;
  result(): Promise<number>;
  dispose(): void;
}

interface HostSum {
  readonly shape: number[];
  readonly values: Float64Array;
}

export const runningMetric = (metric: Metric): RunningMetric => {
  let state = metric.init();
  let folded: Readonly<Record<string, HostSum>> = {};

  /** An own metric may hand a tensor on unchanged. */
  const replace = (next: MetricState): void => {
    const kept = new Set(Object.values(next));
    dispose(Object.values(state).filter((sum) => !kept.has(sum)));
    state = next;
  };

  const fold = async (): Promise<void> => {
    const sums = await Promise.all(
      Object.entries(state).map(async ([key, sum]): Promise<[string, HostSum]> => {
        const before = folded[key]?.values;
        return [
          key,
          { shape: sum.shape, values: Float64Array.from(await sum.data(), (value, i) => value + (before?.[i] ?? 0)) },
        ];
      }),
    );
    folded = Object.fromEntries(sums);
    replace(metric.init());
  };

  return {
    update: (batch) => replace(metric.update(state, batch)),
    fold,
    result: async () => {
      await fold();
      const total = tidy(() => {
        const sums = Object.entries(folded).map(([key, { shape, values }]) => [
          key,
          tensor(Float32Array.from(values), shape),
        ]);
        return metric.result(Object.fromEntries(sums));
      });
      const [value = Number.NaN] = await total.data();
      total.dispose();
      return value;
    },
    dispose: () => dispose(state),
  };
};
