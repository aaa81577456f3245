import type { Metric, MetricAlias, MetricName, PerSample } from '@kindling/metrics';
import type { Tensor } from '@tensorflow/tfjs-core';

type AnyMetric = MetricName | MetricAlias | PerSample | Metric;

/**
 * `['accuracy', 'mse', precision({ classId: 1 })]`, or under names of your own:
 * `{ acc: 'accuracy', off: (target, prediction) => ... }`. In a list, a metric is called by its `name`, a function by
 * its own.
 */
export type Metrics = readonly AnyMetric[] | Readonly<Record<string, AnyMetric>>;

/** One list for a model of one output; by output name for several. */
export type MetricsFor<Y> = Y extends Tensor ? Metrics : { readonly [K in keyof Y]?: Metrics | undefined };

/**
 * Names that history will carry: none where no metric was given (M is then its own bound). What is called by a name
 * that only run time knows makes them strings.
 */
type KeysOf<M> = Metrics extends M ? never : M extends readonly (infer N)[] ? NameIn<N> : keyof M & string;

type NameIn<N> = N extends string ? N : string;

/** The log keys beside `loss`: metric names, or `<output>.<metric>` and `<output>.loss` for several outputs. */
export type NamesOf<Y, M> = Y extends Tensor
  ? KeysOf<M>
  : { [K in keyof Y & string]: `${K}.${'loss' | (K extends keyof M ? KeysOf<NonNullable<M[K]>> : never)}` }[keyof Y &
      string];
