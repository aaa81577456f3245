import type { Metric, MetricAlias, MetricName, PerSample } from '@kindling/metrics';
import type { Tensor } from '@tensorflow/tfjs-core';

/** `['accuracy', 'mse']`, or under names of your own: `{ acc: 'accuracy', off: (target, prediction) => ... }`. */
export type Metrics =
  | readonly (MetricName | MetricAlias)[]
  | Readonly<Record<string, MetricName | MetricAlias | PerSample | Metric>>;

/** One list for a model of one output; by output name for several. */
export type MetricsFor<Y> = Y extends Tensor ? Metrics : { readonly [K in keyof Y]?: Metrics | undefined };

/** Names that history will carry: none where no metric was given (M is then its own bound). */
type KeysOf<M> = Metrics extends M ? never : M extends readonly (infer N extends string)[] ? N : keyof M & string;

/** The log keys beside `loss`: metric names, or `<output>.<metric>` and `<output>.loss` for several outputs. */
export type NamesOf<Y, M> = Y extends Tensor
  ? KeysOf<M>
  : { [K in keyof Y & string]: `${K}.${'loss' | (K extends keyof M ? KeysOf<NonNullable<M[K]>> : never)}` }[keyof Y &
      string];
