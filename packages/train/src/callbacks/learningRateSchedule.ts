import type { Callback } from './callback.ts';

/**
 * Sets the learning rate before each epoch. For a rate that changes from step to step, give the optimizer a schedule.
 *
 * @param rateAt The rate of an epoch, counted from 0; it is told the rate so far.
 * @throws RangeError in training, when the rate is negative or no number.
 * @example
 * ```ts
 * import { learningRateSchedule } from '@kindling/train';
 *
 * const halveEveryTenEpochs = learningRateSchedule((epoch, current) =>
 *   epoch > 0 && epoch % 10 === 0 ? current / 2 : current,
 * );
 * ```
 * @see https://keras.io/api/callbacks/learning_rate_scheduler/
 */
export const learningRateSchedule = (rateAt: (epoch: number, current: number) => number): Callback => {
  if (typeof rateAt !== 'function') {
    throw new TypeError('learningRateSchedule: give a function (epoch, current) => rate');
  }
  return {
    name: 'learningRateSchedule',
    onEpochBegin: ({ epoch, learningRate }) => ({ learningRate: rateAt(epoch, learningRate) }),
  };
};
