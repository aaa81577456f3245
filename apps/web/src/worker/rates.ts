import type { Spec } from '@kindling/app-common';
import type { Callback } from '@kindling/train';

/** The spec with a rate that holds from the step behind `after` on; what was ordered for later is no more. */
export const withRate = (spec: Spec, after: number, learningRate: number): Spec =>
  after === 0
    ? { ...spec, learningRate, rates: [] }
    : { ...spec, rates: [...spec.rates.filter((rate) => rate.after < after), { after, learningRate }] };

/** The rate of a step, counted from 1. */
export const rateOf = ({ learningRate, rates }: Spec, step: number): number =>
  rates.filter(({ after }) => after < step).at(-1)?.learningRate ?? learningRate;

export interface Rates {
  /** From the next step on that is not begun. */
  order(learningRate: number): void;
  readonly callback: Callback;
}

/** Orders the rates of a spec at their steps, and those that come while it runs. */
export const createRates = (spec: () => Spec, onOrdered: (after: number, learningRate: number) => void): Rates => {
  let wanted: number | undefined;
  return {
    order: (learningRate) => {
      wanted = learningRate;
    },
    callback: {
      name: 'rates',
      onBatchEnd: ({ step }) => {
        if (wanted !== undefined) {
          const learningRate = wanted;
          wanted = undefined;
          onOrdered(step, learningRate);
          return { learningRate };
        }
        const learningRate = spec().rates.find(({ after }) => after === step)?.learningRate;
        return learningRate === undefined ? undefined : { learningRate };
      },
    },
  };
};
