// internal: epochs, callbacks and history; `trainer.fit` is what people call

import { DeviceLostError, foldPlan, release, type Session } from '@kindling/core';
import type { Dataset } from '@kindling/data';
import type {
  BatchEvent,
  Callback,
  EpochBeginEvent,
  Reading,
  SafePointEvent,
  TrainEndEvent,
} from '../callbacks/callback.ts';
import type { Directions } from '../callbacks/direction.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { batchesBetweenFolds, createPasses, type Position, samplesIn } from '../feed/passes.ts';
import type { Epoch, History } from '../trainer/history.ts';
import { createAccord, type Print } from './accord.ts';
import { createBreather } from './breathe.ts';
import { createListeners } from './orders.ts';
import { createPacer } from './pacer.ts';
import { readSince, readTraining } from './readings.ts';
import type { Hooks, Standing } from './standing.ts';

/** One call of `fit`, with everything looked up and checked. */
export interface Run<B> {
  readonly session: Session<B, never, unknown>;
  readonly training: Dataset<B>;
  readonly validation: (() => Promise<Readonly<Record<string, number>>>) | undefined;
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly stepsPerEpoch: number | undefined;
  /** From where it goes on, and where it comes to. */
  readonly standing: Standing;
  /** What the callbacks of an earlier process had to remember. */
  readonly states: ReadonlyMap<Hooks, unknown>;
  /** Told when callbacks have taken that over. */
  taken(): void;
  /** A checkpoint of the run as it stands. */
  checkpoint(): Promise<Checkpoint>;
  /** Which way each log gets better. */
  readonly directions: Directions;
  readonly callbacks: readonly Callback<string, never, unknown>[];
  readonly signal: AbortSignal | undefined;
  /** What all processes of a run must have alike. */
  print(): Promise<Print>;
  /** The optimizer's own rate at a step. */
  rate(step: number): number;
  /** Told of each row as it is made. */
  record(row: Epoch<string>): void;
  /** What an epoch's event offers beside its logs. */
  readonly tools: Pick<Parameters<NonNullable<Callback['onEpochEnd']>>[0], 'snapshot' | 'encode' | 'predict'>;
}

const millisecondsBetweenLogs = 100;

export const fit = async <B>(run: Run<B>): Promise<History<string>> => {
  const { session, epochs, initialEpoch, stepsPerEpoch, standing } = run;
  const accord = createAccord(session as never, run.signal, () => {
    standing.stopped = true;
  });
  const { signal } = accord;
  const { size, leads } = session.peers?.world ?? { size: 1, leads: true };
  const listeners = createListeners(run.callbacks, session, standing, signal);
  const passes = createPasses('fit', run.training, standing, signal);
  const breathe = createBreather();
  const pacer = createPacer(session);
  const history: Epoch<string>[] = [];
  const batches = stepsPerEpoch ?? run.training.size;
  const begin = { epochs, initialEpoch, batches, directions: run.directions, leads };

  /** Whether the processes had agreed to end when the last batch was there: its step was not taken. */
  let isRefused = false;
  const hasSafePoints = listeners.has('onSafePoint');

  /** What the device comes to. Where it fails, weights and sums are no longer to be trusted. */
  const ofDevice = async <T>(coming: Promise<T>): Promise<T> => {
    try {
      return await coming;
    } catch (error) {
      standing.failed = true;
      signal?.throwIfAborted();
      throw error;
    }
  };

  /** What a checkpoint has to wait for, and what it then changes. */
  const settled = async (coming: Promise<unknown>, then: () => void): Promise<void> => {
    standing.pending = coming.then(then);
    try {
      await standing.pending;
    } finally {
      standing.pending = undefined;
    }
  };

  const safePoint = (): SafePointEvent => ({
    epoch: standing.epoch,
    batch: standing.batch,
    step: session.steps,
    leads,
    checkpoint: run.checkpoint,
  });

  const fold = (): Promise<void> =>
    settled(ofDevice(session.fold('training')), () => {
      standing.unfolded = 0;
    });

  const trainEpoch = async (event: EpochBeginEvent): Promise<void> => {
    const read = (since?: Reading<string>) => ofDevice(readTraining(session, since));
    const logs = bounded(() => ofDevice(session.logs('training')));
    const plan = foldPlan(batchesBetweenFolds, standing);
    const advance = (): void => {
      isRefused = accord.hasEnded;
      if (isRefused) return;
      Object.assign(standing, passes.position, { batch: standing.batch + 1, unfolded: plan.samples });
    };
    let [samples, hostTime] = [0, 0];
    isRefused = false;
    for await (const elements of passes.epoch(stepsPerEpoch && stepsPerEpoch - standing.batch)) {
      try {
        samples = samplesIn(elements) * size;
        if (plan.before(samples)) await fold();
        const begun = performance.now();
        const stepped = session.step(elements, { learningRate: listeners.learningRate });
        hostTime = performance.now() - begun;
        if (stepped === undefined) advance();
        else await settled(stepped, advance); // a promise for nothing would cost each batch a turn
      } finally {
        release(elements);
      }
      if (isRefused) break;
      const room = pacer.given(standing.batch === event.batches);
      if (room !== undefined) await ofDevice(room);
      if (listeners.has('onBatchEnd')) {
        const batch = { batch: standing.batch - 1, samples, step: session.steps, hostTime, logs, read };
        await listeners.tell('onBatchEnd', { ...event, ...batch } as BatchEvent<string>);
      }
      if (plan.after()) await fold();
      if (hasSafePoints) await listeners.tell('onSafePoint', safePoint());
      await breathe();
      accord.afterStep(listeners.stopped);
      signal?.throwIfAborted();
      if (listeners.stopped) break;
    }
    accord.afterData();
    signal?.throwIfAborted();
  };

  const epochOf = async (epoch: number): Promise<void> => {
    const event = { ...begin, epoch, learningRate: listeners.learningRate ?? run.rate(session.steps) };
    // An epoch that goes on has told of its beginning.
    if (!standing.begun) {
      standing.unfolded = 0;
      standing.epochBegan = { pass: standing.pass, place: standing.place };
      await listeners.tell('onEpochBegin', event);
      accord.afterBegin('the beginning of an epoch', listeners.stopped);
      signal?.throwIfAborted();
      session.clear('training');
      standing.begun = true;
    }
    const isFull = standing.batch === stepsPerEpoch || listeners.stopped;
    if (!isFull) await trainEpoch(event);
    const reading = await ofDevice(readTraining(session));
    const { logs } = reading;
    const read = (since?: Reading<string>) => readSince(session, reading, since);
    const validation = await run.validation?.();
    accord.hear();
    signal?.throwIfAborted();
    const row = (validation === undefined ? logs : { ...logs, validation }) as Epoch<string>;
    history.push(row);
    run.record(row);
    Object.assign(standing, positionAfter(isRefused ? standing : passes.position), {
      epoch: epoch + 1,
      begun: false,
      batch: 0,
    });
    await listeners.tell('onEpochEnd', { ...event, logs: row, read, ...run.tools });
    await accord.afterEpoch(listeners.stopped);
    if (hasSafePoints) await listeners.tell('onSafePoint', safePoint());
  };

  /** A pass that was used up to its end is done, even if nobody has asked for more. */
  const positionAfter = ({ pass, place }: Position): Position =>
    place > 0 && place === run.training.size ? { pass: pass + 1, place: 0 } : { pass, place };

  const trainEpochs = async (): Promise<void> => {
    try {
      for (let epoch = initialEpoch; epoch < epochs && (!listeners.stopped || standing.begun); epoch++) {
        await epochOf(epoch);
        signal?.throwIfAborted();
      }
    } finally {
      await passes.close();
    }
  };

  /** Callbacks take back what they had to remember; until then a checkpoint would not have it. */
  const resume = async (): Promise<void> => {
    standing.telling = true;
    try {
      for (const [callback, state] of run.states) await callback.resume?.(state as never);
      run.taken();
    } finally {
      standing.telling = false;
    }
  };

  const train = async (): Promise<TrainEndEvent['reason']> => {
    try {
      if (session.peers !== undefined) await accord.begin(await run.print());
      signal?.throwIfAborted();
      await listeners.tell('onTrainBegin', begin);
      await resume();
      accord.afterBegin('the beginning', listeners.stopped);
      signal?.throwIfAborted();
      await trainEpochs();
      return listeners.stopped ? 'stopped' : 'completed';
    } catch (caught) {
      const reason = signal?.aborted === true && caught === signal.reason ? 'aborted' : 'failed';
      // When fit has ended the device is idle. That it is lost goes before what came of that.
      const late = await ofDevice(pacer.drained() ?? Promise.resolve()).catch((error: unknown) => error);
      const error = reason === 'failed' && late instanceof DeviceLostError ? late : caught;
      // The error that ended training is the one to tell, whatever a callback makes of it.
      await listeners.tell('onTrainEnd', { reason, history, leads }).catch(() => undefined);
      throw error;
    }
  };

  const reason = await train();
  await listeners.tell('onTrainEnd', { reason, history, leads });
  return history;
};

/** What is read at most ten times a second, however often it is asked for. */
const bounded = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let last = Number.NEGATIVE_INFINITY;
  let latest: Promise<T> | undefined;
  return () => {
    if (latest === undefined || performance.now() - last >= millisecondsBetweenLogs) {
      last = performance.now();
      latest = read();
    }
    return latest;
  };
};
