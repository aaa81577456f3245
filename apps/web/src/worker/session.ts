import type { Spec } from '@kindling/app-common';
import type { Checkpoint, EpochEvent, SafePointEvent } from '@kindling/train';
import { createStopwatch } from './clock.ts';
import type { Loaded } from './dataset.ts';
import type { Chosen } from './device.ts';
import { failureOf, nanFailure } from './failures.ts';
import { createGate } from './gate.ts';
import { countsOf, guess, type Network } from './guesses.ts';
import type { DeviceName, Event, Failure, FromWorker, Order, Phase, ToWorker } from './protocol.ts';
import { protocolVersion } from './protocol.ts';
import { createRates, rateOf, withRate } from './rates.ts';
import { type PageTrainer, trainerOf } from './recipe.ts';
import { type Ending, NotFinite, runFit, type Told } from './run.ts';
import { createSaver, type Saver } from './saver.ts';
import { modelOf, testingOf } from './training.ts';

export interface SessionParts {
  post(message: FromWorker, transfer?: Transferable[]): void;
  choose(wish: 'auto' | DeviceName): Promise<Chosen>;
  openData(spec: Spec): Promise<Loaded>;
}

export interface Session {
  receive(message: ToWorker): void;
  /** Comes when all orders so far are done and no run is at work. */
  settled(): Promise<void>;
}

/** A run at work. */
interface Job {
  readonly ended: Promise<void>;
  readonly abort: AbortController;
}

export const createSession = ({ post: send, choose, openData }: SessionParts): Session => {
  let run = 0;
  let phase: Phase = 'starting';
  let wish: 'auto' | DeviceName = 'auto';
  let device: Chosen | undefined;
  let data: Loaded | undefined;
  let dataOf = '';
  let watched = 40;
  /** Of the run, or of the model whose untrained guesses are shown. */
  let spec: Spec | undefined;
  let trainer: PageTrainer | undefined;
  let hasRun = false;
  let step = 0;
  let result: Extract<Event, { type: 'state' }>['result'];
  let job: Job | undefined;
  let saver: Saver = createSaver(async () => undefined, undefined);
  let watch = createStopwatch();
  const gate = createGate();
  const rates = createRates(
    () => spec as Spec,
    (after, learningRate) => {
      spec = withRate(spec as Spec, after, learningRate);
      state();
    },
  );

  const post = (event: Event, transfer: Transferable[] = []): void =>
    send({ ...event, version: protocolVersion, run }, transfer);

  const stepsPerEpoch = (): number => {
    const { pictures, batch } = spec as Spec;
    return Math.ceil((data?.train.x.shape[0] ?? pictures) / batch);
  };

  const state = (next: Phase = phase): void => {
    phase = next;
    const told = { spec: hasRun ? spec : undefined, step, stepsPerEpoch: stepsPerEpoch(), result };
    post({ type: 'state', phase, ...told });
  };

  const fail = (failure: Failure): void => {
    state('failed');
    post({ type: 'failed', failure });
  };

  const network = (): Network => ({ model: modelOf(spec as Spec), weights: () => (trainer as PageTrainer).weights });

  const dispose = (): void => {
    trainer?.dispose();
    trainer = undefined;
  };

  const useDevice = async (next: 'auto' | DeviceName): Promise<void> => {
    wish = next;
    dispose();
    await device?.undo();
    device = undefined;
    device = await choose(wish);
    post({ type: 'device', device: device.told });
  };

  const useData = async (of: Spec): Promise<Loaded> => {
    const key = JSON.stringify([of.data, of.pictures, of.test]);
    if (data !== undefined && key === dataOf) return data;
    data = await openData(of);
    dataOf = key;
    const { name, classNames, train, test, note, kept } = data;
    const counts = { train: train.x.shape[0], test: test.x.shape[0] };
    post({ type: 'data', name, classNames, ...counts, testClasses: test.y.data.slice(), note, kept });
    return data;
  };

  const guessWatched = async (): Promise<void> => {
    const guessed = await guess(network(), (data as Loaded).test.slice(0, watched));
    if (guessed !== undefined) post({ type: 'watched', guesses: { classes: guessed.classes, sure: guessed.sure } });
  };

  const onReport = ({ step: at, epoch, batch, window, steps, stepsPerSecond, hostTimePerStep, secondsLeft }: Told) => {
    const point = { step: at, steps, loss: window.loss, accuracy: window.accuracy };
    post({ type: 'report', step: at, epoch, batch, point, stepsPerSecond, hostTimePerStep, secondsLeft });
  };

  const onEpochEnd = async ({ epoch, logs }: EpochEvent<'accuracy'>, signal: AbortSignal): Promise<void> => {
    const { test, classNames } = data as Loaded;
    const guessed = await guess(network(), test, () => !signal.aborted);
    if (guessed === undefined || logs.validation === undefined) return;
    const { classes, sure } = guessed;
    const { loss, accuracy, validation } = logs;
    const row = { epoch, loss, accuracy, validation };
    const counts = countsOf(test.y.data, classes, classNames.length);
    post({ type: 'epoch', row, counts, guesses: { classes, sure } });
  };

  let lastWatched = 0;
  const onSafePoint = (point: SafePointEvent): Promise<void> | undefined => {
    const isLast = point.batch === 0 && point.epoch === (spec as Spec).epochs;
    const isSaving = gate.isClosed || isLast || saver.isDue();
    const isWatching = performance.now() - lastWatched >= 1000;
    return isSaving || isWatching ? rest(point, isSaving) : undefined;
  };

  const rest = async ({ checkpoint }: SafePointEvent, isSaving: boolean): Promise<void> => {
    if (gate.isClosed) state('paused');
    if (isSaving) await saver.take(checkpoint);
    await guessWatched();
    lastWatched = performance.now();
    if (!gate.isClosed) return;
    watch.rest();
    await gate.opened();
    watch.run();
  };

  /** Trains on, from where the trainer stands. */
  const go = (): void => {
    const abort = new AbortController();
    const parts = {
      trainer: trainer as PageTrainer,
      data: data as Loaded,
      spec: spec as Spec,
      epochs: (spec as Spec).epochs,
      signal: abort.signal,
      rates: rates.callback,
    };
    state('running');
    watch.run();
    const work = async (): Promise<void> => {
      const ending = await runFit({
        ...parts,
        onReport,
        onStep: (at) => {
          step = at;
        },
        onEpochEnd: (event) => onEpochEnd(event, abort.signal),
        onSafePoint,
      });
      await end(ending);
    };
    const ended = work().catch((error) => fail(failureOf(error)));
    job = { abort, ended };
    void ended.then(() => {
      job = undefined;
    });
  };

  const end = async (ending: Ending): Promise<void> => {
    watch.rest();
    gate.open();
    if (ending.how === 'failed') return endBadly(ending.error);
    if (ending.how === 'aborted') {
      await saver.take(() => (trainer as PageTrainer).checkpoint()).catch(() => undefined);
      return state('stopped');
    }
    watch.run();
    const { loss, accuracy } = await (trainer as PageTrainer).evaluate(testingOf(spec as Spec, (data as Loaded).test));
    watch.rest();
    result = { loss, accuracy, seconds: watch.elapsed / 1000 };
    state('done');
  };

  const endBadly = async (error: unknown): Promise<void> => {
    const now = spec as Spec;
    if (!(error instanceof NotFinite)) return fail(failureOf(error));
    const failure = nanFailure(now, error.step, saver.last?.step, rateOf(now, error.step));
    fail(failure);
  };

  /** Ends the run at work, if any. */
  const endJob = async (): Promise<void> => {
    job?.abort.abort();
    gate.open();
    await job?.ended;
  };

  const begin = (next: Spec, checkpoint?: Checkpoint): void => {
    dispose();
    spec = next;
    trainer = trainerOf(next, checkpoint);
    step = checkpoint?.step ?? 0;
    result = undefined;
  };

  const start = async (next: Spec, on?: DeviceName): Promise<void> => {
    await endJob();
    run += 1;
    if (on !== undefined && on !== device?.told.name) await useDevice(on);
    await useData(next);
    begin(next);
    hasRun = true;
    watch = createStopwatch();
    saver = createSaver(async ({ step: saved }) => post({ type: 'saved', step: saved }), undefined);
    go();
  };

  const goOn = (next: Spec, checkpoint: Checkpoint | undefined): void => {
    begin(next, checkpoint);
    go();
  };

  const queued: { readonly [K in Order['type']]?: (order: Extract<Order, { type: K }>) => Promise<void> | void } = {
    open: async ({ device: wished, watched: count, spec: shown }) => {
      watched = count;
      spec = shown;
      state('starting');
      await useDevice(wished);
      await useData(shown);
      begin(shown);
      await guessWatched();
      state('ready');
    },
    start: ({ spec: next, device: on }) => start(next, on),
    data: async ({ spec: next }) => {
      await endJob();
      await useData(next);
    },
    resume: () => {
      if (phase === 'stopped' || phase === 'failed') goOn(spec as Spec, saver.last);
    },
    more: ({ epochs }) => {
      if (phase === 'done') goOn({ ...(spec as Spec), epochs: (spec as Spec).epochs + epochs }, saver.last);
    },
    goBack: async ({ learningRate }) => {
      await endJob();
      const from = saver.last && { ...saver.last, learningRate };
      goOn(withRate(spec as Spec, from?.step ?? 0, learningRate), from);
    },
  };

  let queue: Promise<void> = Promise.resolve();
  const enqueue = (work: () => Promise<void> | void): void => {
    queue = queue.then(work).catch((error) => fail(failureOf(error)));
  };

  const now: { readonly [K in Order['type']]?: (order: Extract<Order, { type: K }>) => void } = {
    pause: () => {
      if (job === undefined) return;
      gate.close();
      state('paused');
    },
    stop: () => enqueue(endJob),
    rate: ({ learningRate }) => rates.order(learningRate),
  };

  return {
    receive: (message) => {
      if (message.type === 'ask') {
        return post({ type: 'refused', id: message.id, sentence: 'not built yet' });
      }
      if (message.type === 'resume' && job !== undefined) {
        gate.open();
        return state('running');
      }
      const { type } = message;
      const at = now[type] as ((order: Order) => void) | undefined;
      if (at !== undefined) return at(message);
      const later = queued[type] as ((order: Order) => Promise<void> | void) | undefined;
      if (later !== undefined) enqueue(() => later(message));
    },
    settled: async () => {
      await queue;
      await job?.ended;
    },
  };
};
