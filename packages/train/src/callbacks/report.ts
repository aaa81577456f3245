import { functionOption, platform, positiveNumber, readOptions, soon, withDefault } from '@kindling/core';
import type { Logs } from '../trainer/history.ts';
import type { BatchEvent, Callback, Reading } from './callback.ts';

/** How training goes, as of a step that the device has done. */
export interface Report<N extends string = never> {
  /** Counted from 0. */
  readonly epoch: number;
  /** The epoch at which training is to end. */
  readonly epochs: number;
  /** Batches of this epoch that are done. */
  readonly batch: number;
  /** Batches an epoch; undefined where the dataset does not know its size. */
  readonly batches: number | undefined;
  /** Steps taken since training began. */
  readonly step: number;
  /** Samples that this `fit` has trained on. */
  readonly samples: number;
  /** Means over the epoch's samples so far. */
  readonly logs: Logs<N>;
  /** Means over the samples since the report before, or since the epoch began. */
  readonly window: Logs<N>;
  /** Steps that `window` is of. */
  readonly steps: number;
  /**
   * Steps that were done a second, since the report before or since the epoch began; Infinity where the clock has not
   * moved, which some browsers make coarse.
   */
  readonly stepsPerSecond: number;
  /** Milliseconds a step that the host was at work to give it out, in the same time. */
  readonly hostTimePerStep: number;
}

export interface ReportOptions<N extends string = never> {
  /** Milliseconds between two reports, above 0; in a page that nobody sees at least a second. Default: 250. */
  every?: number | undefined;
  /** Told of each report. It may be async: while it runs it is not called again, and the next report tells of more. */
  onReport(report: Report<N>): void | Promise<void>;
}

const table = {
  every: withDefault(positiveNumber, 250),
  onReport: functionOption<ReportOptions['onReport']>(),
};

const millisecondsWhenHidden = 1000;

type Told<N extends string> = Pick<BatchEvent<N>, 'epoch' | 'epochs' | 'batch' | 'batches' | 'step'>;

/** What was given out since the report before. */
const nothing = { steps: 0, hostTime: 0 };

/**
 * Tells of training while it goes on, for a page: at most so often as was asked for, and once more at the end of each
 * epoch. Training does not wait for it, but for the last report of an epoch. One read from the device at most is under
 * way, so nothing is read in a batch that is not told of.
 *
 * An error of `onReport` ends `fit`, as that of any callback.
 *
 * @throws Error for an option that is unknown or out of its range.
 * @example
 * ```ts
 * import { report } from '@kindling/train';
 *
 * const callbacks = [
 *   report<'accuracy'>({
 *     every: 500,
 *     onReport: ({ step, window, stepsPerSecond }) => console.log(step, window.accuracy, stepsPerSecond),
 *   }),
 * ];
 * ```
 */
export const report = <N extends string = never>(options: ReportOptions<N>): Callback<N> => {
  const read = readOptions<ReportOptions, typeof table>('report', table, options as ReportOptions);
  const { every, onReport } = read;
  let samples = 0;
  let since = nothing;
  /** The report before, of the same epoch, and when it was of. */
  let before: Reading<N> | undefined;
  let from = 0;
  let begun = Number.NEGATIVE_INFINITY;
  /** The report that is under way. */
  let telling: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  let last: Told<N> | undefined;

  const beginEpoch = (): void => {
    before = undefined;
    since = nothing;
    from = performance.now();
  };

  /** Training goes on meanwhile; what fails here is told by the next hook. */
  const tell = async (event: Told<N>, reading: Promise<Reading<N>>): Promise<void> => {
    const { epoch, epochs, batch, batches, step } = event;
    const { steps, hostTime } = since;
    const place = { epoch, epochs, batch, batches, step, samples };
    begun = performance.now();
    since = nothing;
    try {
      const current = await reading;
      const { logs, window, time } = current;
      const rates = { stepsPerSecond: (1000 * steps) / (time - from), hostTimePerStep: hostTime / steps };
      before = current;
      from = time;
      await onReport({ ...place, logs, window, steps, ...rates } as Report);
    } catch (error) {
      failure = { error };
    } finally {
      telling = undefined;
    }
  };

  const throwFailure = (): void => {
    if (failure === undefined) return;
    const { error } = failure;
    failure = undefined;
    throw error;
  };

  return {
    name: 'report',
    onTrainBegin: () => {
      samples = 0;
      failure = undefined;
      last = undefined;
      begun = Number.NEGATIVE_INFINITY;
      beginEpoch(); // an epoch that goes on does not tell of its beginning
    },
    onEpochBegin: beginEpoch,
    onBatchEnd: (event) => {
      throwFailure();
      samples += event.samples;
      since = { steps: since.steps + 1, hostTime: since.hostTime + event.hostTime };
      last = { ...event, batch: event.batch + 1 };
      const interval = platform.isHidden() ? Math.max(every, millisecondsWhenHidden) : every;
      if (telling === undefined && performance.now() - begun >= interval) telling = tell(last, event.read(before));
    },
    onEpochEnd: async (event) => {
      await telling;
      if (since.steps > 0 && last !== undefined) await tell(last, event.read(before));
      throwFailure();
    },
    onTrainEnd: async () => {
      if (telling !== undefined) await soon(telling);
      throwFailure();
    },
  };
};
