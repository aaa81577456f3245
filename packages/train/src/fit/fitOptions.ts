// internal: the options of `fit`, `evaluate` and `predict`
import {
  count,
  flag,
  type Option,
  optional,
  optionOf,
  positiveInteger,
  rate,
  readOptions,
  show,
  withDefault,
} from '@kindling/core';
import type { EvaluateOptions, FitOptions } from '../trainer/trainer.ts';

type AnyFit = FitOptions<unknown, unknown, string>;

/** What is looked at where it is used, beside the data. */
const unread: Option<never> = { read: (_owner, _name, value) => value as never };

const signal = optionOf<AbortSignal>((owner, name, value) => {
  if (typeof (value as Partial<AbortSignal> | null)?.throwIfAborted === 'function') return;
  throw new TypeError(`${owner}: ${name} must be an AbortSignal, got ${show(value)}`);
});

const fitTable = {
  epochs: withDefault(count, 1),
  initialEpoch: optional(count),
  stepsPerEpoch: optional(positiveInteger),
  batchSize: withDefault(positiveInteger, 32),
  validation: optional(unread),
  validationSplit: optional(rate),
  validationSteps: optional(positiveInteger),
  shuffle: optional(flag), // true for whole arrays; a dataset has its own order
  classWeight: optional(unread),
  sampleWeight: optional(unread),
  callbacks: optional(unread),
  signal: optional(signal),
};

/** The options of `fit` with their defaults. */
export const readFitOptions = (options: object) => readOptions<AnyFit, typeof fitTable>('fit', fitTable, options);

const evaluateTable = { batchSize: withDefault(positiveInteger, 32), steps: optional(positiveInteger) };

/** The options of `evaluate` and `predict` with their defaults. */
export const readEvaluateOptions = (owner: string, options: EvaluateOptions) =>
  readOptions(owner, evaluateTable, options);
