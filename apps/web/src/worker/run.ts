import type { Spec } from '@kindling/app-common';
import { testingOf, trainingOf } from '@kindling/app-common/training';
import { type Callback, type EpochEvent, type Report, report, type SafePointEvent } from '@kindling/train';
import { createPace, createStopwatch } from './clock.ts';
import type { Loaded } from './dataset.ts';
import type { PageTrainer } from './recipe.ts';

/** How a run goes, by its report and our clock, which rests in pauses and while it validates. */
export interface Told extends Report<'accuracy'> {
  readonly secondsLeft: number | undefined;
}

export interface RunParts {
  readonly trainer: PageTrainer;
  readonly data: Loaded;
  readonly spec: Spec;
  readonly epochs: number;
  readonly signal: AbortSignal;
  /** Orders the rates. */
  readonly rates: Callback;
  onReport(told: Told): void;
  onStep(step: number): void;
  onEpochEnd(event: EpochEvent<'accuracy'>): Promise<void>;
  /** Here a run waits while it is paused: training and its clocks wait with it. */
  onSafePoint(event: SafePointEvent): Promise<void> | undefined;
}

export type Ending =
  | { readonly how: 'completed' | 'aborted' }
  /** What it threw. */
  | { readonly how: 'failed'; readonly error: unknown };

/** Thrown by a run whose loss is no number any more. */
export class NotFinite extends Error {
  readonly step: number;
  constructor(step: number) {
    super(`the loss is not finite at step ${step}`);
    this.name = 'NotFinite';
    this.step = step;
  }
}

/** One fit, from where its trainer stands. */
export const runFit = async (parts: RunParts): Promise<Ending> => {
  const { trainer, data, spec, epochs, signal } = parts;
  const clock = createStopwatch();
  const pace = createPace();
  let before = 0;
  let host = 0;
  const training = trainingOf(spec, data.train);
  const stepsPerEpoch = training.size as number;

  const reports = report<'accuracy'>({
    every: 500,
    onReport: (told) => {
      if (!Number.isFinite(told.window.loss)) throw new NotFinite(told.step);
      const { elapsed } = clock;
      const time = elapsed - before;
      before = elapsed;
      // Of steps that a device does after the host has given them out, our clock may know nothing.
      const stepsPerSecond = time > 0 ? (1000 * told.steps) / time : told.stepsPerSecond;
      host += told.steps * told.hostTimePerStep;
      const known = pace({ elapsed, step: told.step, host }, epochs * stepsPerEpoch - told.step);
      parts.onReport({ ...told, ...(known ?? { stepsPerSecond, secondsLeft: undefined }) });
    },
  });
  const looking: Callback<'accuracy'> = {
    name: 'page',
    onTrainBegin: () => clock.run(),
    onEpochBegin: () => clock.run(),
    onBatchEnd: ({ step, batch }) => {
      parts.onStep(step);
      if (batch + 1 === stepsPerEpoch) clock.rest();
    },
    onEpochEnd: (event) => parts.onEpochEnd(event),
    onSafePoint: async (event) => {
      const waiting = parts.onSafePoint(event);
      if (waiting === undefined) return;
      const wasRunning = event.batch > 0 && event.batch < stepsPerEpoch;
      clock.rest();
      await waiting;
      if (wasRunning) clock.run();
    },
  };
  try {
    await trainer.fit(training, {
      epochs,
      validation: testingOf(spec, data.test),
      callbacks: [parts.rates, reports, looking],
      signal,
    });
    return { how: 'completed' };
  } catch (error) {
    return signal.aborted && error === signal.reason ? { how: 'aborted' } : { how: 'failed', error };
  }
};
