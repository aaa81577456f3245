import type { Checkpoint, EpochEvent, SafePointEvent } from '@kindling/train';
import { addEpoch, addPoint } from './chronicle.ts';
import type { Loaded } from './dataset.ts';
import { type Desk, stepsPerEpochOf } from './desk.ts';
import { stuckFailure } from './failures.ts';
import { createGate } from './gate.ts';
import { countsOf, guess } from './guesses.ts';
import { createRates, rateOf, withRate } from './rates.ts';
import type { PageTrainer } from './recipe.ts';
import { createReports } from './reports.ts';
import { type Ending, runFit, type Told } from './run.ts';
import type { Saver } from './saver.ts';
import { isStuck } from './stuck.ts';
import { guessAll, guessWatched, networkOf, tellLayer } from './workshop.ts';

/** A fit at work, and what is looked at and kept beside it. */
export interface Job {
  readonly ended: Promise<Ending>;
  readonly isPaused: boolean;
  pause(): void;
  resume(): void;
  /** Ends it after the step at hand. */
  abort(): void;
  order(learningRate: number): void;
  /** A checkpoint of where it stands. */
  checkpoint(): Promise<Checkpoint>;
  see(visible: boolean): void;
}

/** Between two looks at the watched pictures. */
const watchInterval = 1000;

/** Trains on from where the trainer stands. */
export const beginJob = (desk: Desk, saver: Saver): Job => {
  const trainer = desk.trainer as PageTrainer;
  const data = desk.data as Loaded;
  const { epochs } = desk.spec;
  const abort = new AbortController();
  const gate = createGate();
  const reports = createReports((report) => desk.post(report));
  reports.visible = desk.visible;
  let isAsked = false;
  /** At the gate, where nothing changes. */
  let isWaiting = false;
  let looked = performance.now();
  let waiting: ((checkpoint: Promise<Checkpoint>) => void)[] = [];

  const rates = createRates(
    () => desk.spec,
    (after, learningRate) => {
      desk.spec = withRate(desk.spec, after, learningRate);
      desk.tellState();
    },
  );

  const onReport = ({ step, window, steps, stepsPerSecond, hostTimePerStep, secondsLeft }: Told) => {
    const point = { step, steps, loss: window.loss, accuracy: window.accuracy };
    addPoint(desk.chronicle, point, stepsPerEpochOf(desk));
    reports.tell({ type: 'report', step, point, stepsPerSecond, hostTimePerStep, secondsLeft });
  };

  const onEpochEnd = async ({ epoch, logs }: EpochEvent<'accuracy'>): Promise<void> => {
    reports.flush();
    const { loss, accuracy, validation } = logs;
    const guessed = await guess(networkOf(desk), data.test, () => !abort.signal.aborted);
    if (guessed === undefined || validation === undefined) return;
    const { classes, sure, truth } = guessed;
    const row = { epoch, loss, accuracy, validation };
    const told = { counts: countsOf(data.test.y.data, classes, data.classNames.length), guesses: { classes, sure } };
    addEpoch(desk.chronicle, row, { ...told, truth });
    desk.post({ type: 'epoch', row, ...told });
    await tellLayer(desk);
    if (epoch !== 1 || !isStuck(validation.accuracy, 2)) return;
    const rate = rateOf(desk.spec, desk.step);
    desk.post({ type: 'failed', failure: stuckFailure(desk.spec, rate, validation.loss) });
  };

  const rest = async ({ checkpoint }: SafePointEvent, isSaving: boolean): Promise<void> => {
    if (gate.isClosed) desk.tellState('paused');
    const asking = waiting;
    waiting = [];
    for (const give of asking) give(checkpoint());
    if (isSaving) await saver.take(checkpoint);
    isAsked = false;
    if (desk.visible) await guessWatched(desk);
    looked = performance.now();
    if (!gate.isClosed) return;
    desk.watch.rest();
    isWaiting = true;
    await guessAll(desk, () => gate.isClosed && !abort.signal.aborted);
    await gate.opened();
    isWaiting = false;
    if (!abort.signal.aborted) desk.watch.run();
  };

  const onSafePoint = (point: SafePointEvent): Promise<void> | undefined => {
    const isSaving = gate.isClosed || isAsked || saver.isDue();
    const isLooking = desk.visible && performance.now() - looked >= watchInterval;
    return isSaving || isLooking || waiting.length > 0 ? rest(point, isSaving) : undefined;
  };

  const ended = runFit({
    ...{ trainer, data, spec: desk.spec, epochs, signal: abort.signal, rates: rates.callback },
    ...{ onReport, onEpochEnd, onSafePoint },
    onStep: (step) => {
      desk.step = step;
    },
  }).finally(() => {
    for (const give of waiting) give(trainer.checkpoint());
    waiting = [];
  });

  return {
    ended,
    get isPaused() {
      return gate.isClosed;
    },
    pause: gate.close,
    resume: () => {
      gate.open();
      desk.tellState('running');
      saver.again();
    },
    abort: () => {
      abort.abort();
      gate.open();
    },
    order: rates.order,
    checkpoint: () => (isWaiting ? trainer.checkpoint() : new Promise((resolve) => void waiting.push(resolve))),
    see: (visible) => {
      reports.visible = visible;
      if (visible) reports.flush();
      else isAsked = true;
    },
  };
};
