import * as metrics from '@kindling/metrics';
import * as models from '@kindling/models';
import * as train from '@kindling/train';

/** What programs call. A loss goes before the metric of its name, which programs name as a text. */
export const vocabulary: Readonly<Record<string, unknown>> = { ...models, ...metrics, ...train };

const isFactory = (value: unknown): boolean => typeof value === 'function' && ('kind' in value || 'aliases' in value);

/** All layers, initializers, regularizers, losses, metrics and optimizers. */
export const factories: readonly string[] = [metrics, models, train].flatMap((names) =>
  Object.entries(names).flatMap(([name, value]) => (isFactory(value) ? [name] : [])),
);
