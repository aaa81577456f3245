// internal: what `compile` was given for each output, looked up by name and checked
import { closest, isFiniteNumber, ownValue, show } from '@kindling/core';
import { type Direction, type Metric, resolveMetric } from '@kindling/metrics';
import type { Model } from '@kindling/models';
import { resolveLoss } from '../losses/resolve.ts';
import type { Target } from './objective.ts';

/** `compile`'s options, one value for a model of one output or a record by output name. */
export interface Judgement {
  readonly loss: unknown;
  readonly metrics: unknown;
  readonly weightedMetrics: unknown;
  readonly lossWeights: unknown;
}

type Outputs = Pick<Model<unknown, unknown>, 'outputNames'>;

export const targetsOf = ({ outputNames }: Outputs, given: Judgement): readonly Target[] => {
  if (outputNames === undefined) return [targetOf(undefined, given)];
  const options = ['loss', 'metrics', 'weightedMetrics', 'lossWeights'] as const;
  const records = options.map((option) => [option, recordOf(option, given[option], outputNames)] as const);
  return outputNames.map((name) => {
    const own = Object.fromEntries(records.map(([option, record]) => [option, ownValue(record, name)]));
    if (own.loss === undefined) throw new Error(`compile: loss must have one entry an output, but "${name}" has none`);
    return targetOf(name, own as unknown as Judgement);
  });
};

/** Which way each log gets better: losses fall, a metric tells. */
export const directionsOf = (targets: readonly Target[]): Readonly<Record<string, Direction | undefined>> =>
  Object.fromEntries([
    ['loss', 'min'],
    ...targets.flatMap(({ output, metrics }) => [
      ...(output === undefined ? [] : [[`${output}.loss`, 'min'] as const]),
      ...Object.entries(metrics).map(([key, { metric }]) => [key, metric.direction] as const),
    ]),
  ]);

const recordOf = (option: string, value: unknown, outputs: readonly string[]): Readonly<Record<string, unknown>> => {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    throw new Error(`compile: ${option} must be a record of ${outputs.join(', ')}, got ${show(value)}`);
  }
  const foreign = Object.keys(value).find((name) => !outputs.includes(name));
  if (foreign === undefined) return value as Readonly<Record<string, unknown>>;
  const near = closest(foreign, outputs);
  throw new Error(
    `compile: ${option} names an output "${foreign}" that the model does not have${near === undefined ? '.' : `; did you mean "${near}"?`} It has ${outputs.join(', ')}`,
  );
};

const targetOf = (
  output: string | undefined,
  { loss, metrics, weightedMetrics, lossWeights = 1 }: Judgement,
): Target => {
  if (!isFiniteNumber(lossWeights)) {
    throw new Error(`compile: a loss weight must be a finite number, got ${show(lossWeights)}`);
  }
  const plain = resolveMetrics('metrics', metrics);
  const weighted = resolveMetrics('weightedMetrics', weightedMetrics);
  const both = Object.keys(plain).find((key) => Object.hasOwn(weighted, key));
  if (both !== undefined) {
    throw new Error(
      `compile: "${both}" is in metrics and in weightedMetrics; give one another name: { weighted: '${both}' }`,
    );
  }
  const keyed = (key: string): string => (output === undefined ? key : `${output}.${key}`);
  return {
    output,
    loss: resolveLoss('compile', loss as Parameters<typeof resolveLoss>[1]),
    lossWeight: lossWeights,
    metrics: Object.fromEntries([
      ...Object.entries(plain).map(([key, metric]) => [keyed(key), { metric, weighted: false }] as const),
      ...Object.entries(weighted).map(([key, metric]) => [keyed(key), { metric, weighted: true }] as const),
    ]),
  };
};

const reserved = ['loss', 'validation', 'epoch'];

/** An object by names: no list, and no Map, Date or promise, whose entries nobody would look at. */
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** What logs call an entry of a list: a name as it was written, or that of a metric or a function. */
const nameOf = (place: string, entry: unknown): string => {
  if (typeof entry === 'string') return entry;
  const { name, kind } = Object(entry) as { readonly name?: unknown; readonly kind?: unknown };
  const found = [name, kind].find((word) => typeof word === 'string' && word !== '');
  if (found !== undefined) return found as string;
  throw new TypeError(
    `compile: ${place} must be a name, or have one, got ${show(entry)}; give it a name in a record: { off: metric }`,
  );
};

type Pair = readonly [key: string, metric: Parameters<typeof resolveMetric>[1]];

/** Log keys and what stands for their metrics. */
const pairsOf = (option: string, given: unknown): readonly Pair[] => {
  if (given === undefined) return [];
  if (Array.isArray(given)) return Array.from(given, (entry, i) => [nameOf(`${option}[${i}]`, entry), entry]);
  const isMetric = isRecord(given) && typeof given.update === 'function' && typeof given.result === 'function';
  if (isRecord(given) && !isMetric) return Object.entries(given) as Pair[];
  throw new TypeError(
    `compile: ${option} must be a list of metrics, or a record of metrics by the names they shall have, got ${show(given)}`,
  );
};

/** Log keys and metrics, from what `compile` was given for one output. */
const resolveMetrics = (option: string, given: unknown): Readonly<Record<string, Metric>> => {
  const pairs = pairsOf(option, given);
  const metrics = new Map<string, Metric>();
  for (const [key, metric] of pairs) {
    if (reserved.includes(key) || /[./]/.test(key) || key === '') {
      throw new Error(
        `compile: "${key}" cannot be a metric's name: dots, slashes, ${reserved.join(', ')} are taken by the log itself`,
      );
    }
    if (metrics.has(key)) {
      throw new Error(
        `compile: the metric "${key}" was given twice; name each in a record: { ${key}: metric, other: metric }`,
      );
    }
    metrics.set(key, resolveMetric('compile', metric));
  }
  return Object.fromEntries(metrics);
};
