import { type Metric, type MetricName, resolveMetric } from '@kindling/metrics';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { PerSample } from './losses/loss.ts';

/** `['accuracy', 'mse']`, or names of one's own: `{ acc: 'accuracy', off: (target, prediction) => ... }`. */
export type Metrics = readonly MetricName[] | Readonly<Record<string, MetricName | PerSample | Metric>>;

/** One list for a model of one output; by output name for several. */
export type MetricsFor<Y> = Y extends Tensor ? Metrics : { readonly [K in keyof Y]?: Metrics | undefined };

/** Names that history will carry: none where no metric was asked for (M is then its own bound). */
type KeysOf<M> = Metrics extends M ? never : M extends readonly (infer N extends string)[] ? N : keyof M & string;

/** The log keys beside `loss`: metric names, or `<output>.<metric>` and `<output>.loss` for several outputs. */
export type NamesOf<Y, M> = Y extends Tensor
  ? KeysOf<M>
  : { [K in keyof Y & string]: `${K}.${'loss' | (K extends keyof M ? KeysOf<NonNullable<M[K]>> : never)}` }[keyof Y &
      string];

const reserved = ['loss', 'validation', 'epoch'];

/** Log keys and metrics, from what `compile` was given for one output. */
export const resolveMetrics = (given: Metrics | undefined): Readonly<Record<string, Metric>> => {
  const pairs = Array.isArray(given) ? given.map((name) => [name, name] as const) : Object.entries(given ?? {});
  const metrics: Record<string, Metric> = {};
  for (const [key, metric] of pairs) {
    if (reserved.includes(key) || key.includes('.') || key === '') {
      throw new Error(
        `compile: "${key}" cannot be a metric's name: dots, ${reserved.join(', ')} are taken by the log itself`,
      );
    }
    if (Object.hasOwn(metrics, key)) throw new Error(`compile: the metric "${key}" was given twice`);
    metrics[key] = resolveMetric(metric, 'compile');
  }
  return metrics;
};
