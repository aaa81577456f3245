/**
 * A learning rate that changes: the rate at a step, counted from 0 over the whole of training.
 *
 * A pure function, so that a run can be resumed anywhere.
 *
 * @example
 * ```ts
 * import { adam, type Schedule } from '@kindling/train';
 *
 * const warmup: Schedule = (step) => 1e-3 * Math.min(1, (step + 1) / 500);
 * const optimizer = adam({ learningRate: warmup });
 * ```
 */
export type Schedule = (step: number) => number;
