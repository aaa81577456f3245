import type { BatchEvent, Callback } from './callback.ts';

/**
 * Ends training when the running loss is NaN or infinite. It is looked at as often as it is read from the device: at
 * most ten times a second, and after each epoch.
 *
 * @example
 * ```ts
 * import { terminateOnNaN } from '@kindling/train';
 *
 * const callbacks = [terminateOnNaN()];
 * ```
 * @see https://keras.io/api/callbacks/terminate_on_nan/
 */
export const terminateOnNaN = (): Callback => ({
  name: 'terminateOnNaN',
  onBatchEnd: async ({ logs }: BatchEvent) => verdictOn((await logs()).loss),
  onEpochEnd: ({ logs }) => verdictOn(logs.loss),
});

const verdictOn = (loss: number): 'stop' | undefined => (Number.isFinite(loss) ? undefined : 'stop');
