// internal: options that several optimizers and transforms share
import {
  numberFrom,
  type Option,
  optional,
  optionOf,
  positiveNumber,
  rate,
  requireNumber,
  withDefault,
} from '@kindling/core';
import type { Schedule } from '../schedules/schedule.ts';

/** A number of at least 0, or a schedule, which is checked at each step. */
export const learningRateOption: Option<number | Schedule> = optionOf((owner, name, value) => {
  if (typeof value !== 'function') requireNumber(owner, name, value, 0);
});

/** What every optimizer takes. */
export const commonTable = {
  learningRate: withDefault(learningRateOption, 0.001),
  weightDecay: optional(numberFrom(0)),
  clipNorm: optional(positiveNumber),
  globalClipNorm: optional(positiveNumber),
  clipValue: optional(positiveNumber),
};

/** Those of Adam's moments. */
export const momentsTable = {
  beta1: withDefault(rate, 0.9),
  beta2: withDefault(rate, 0.999),
  epsilon: withDefault(numberFrom(0), 1e-7),
};

/** Those of a running mean of squares. */
export const squaresTable = { rho: withDefault(rate, 0.9), epsilon: withDefault(numberFrom(0), 1e-7) };
