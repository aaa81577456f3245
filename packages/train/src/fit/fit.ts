// internal: epochs, callbacks and history; `trainer.fit` is what people call

import { foldPlan, type Phase, release, type Session } from '@kindling/core';
import type { Dataset } from '@kindling/data';
import type { BatchEvent, Callback, EpochBeginEvent, TrainEndEvent } from '../callbacks/callback.ts';
import type { Directions } from '../callbacks/direction.ts';
import { batchesBetweenFolds, createPasses, samplesIn } from '../feed/passes.ts';
import type { Epoch, History } from '../trainer/history.ts';
import { createBreather } from './breathe.ts';
import { createListeners } from './orders.ts';

/** One call of `fit`, with everything looked up and checked. */
export interface Run<B> {
  readonly session: Session<B, never, unknown>;
  readonly training: Dataset<B>;
  readonly validation: (() => Promise<Readonly<Record<string, number>>>) | undefined;
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly stepsPerEpoch: number | undefined;
  /** The training data's passes go on from here. */
  readonly firstPass: number;
  /** Which way each log gets better. */
  readonly directions: Directions;
  readonly callbacks: readonly Callback<string, never, unknown>[];
  readonly signal: AbortSignal | undefined;
  /** The optimizer's own rate at a step. */
  rate(step: number): number;
  /** Told of each row as it is made. */
  record(row: Epoch<string>): void;
  /** What an epoch's event offers beside its logs. */
  readonly tools: Pick<Parameters<NonNullable<Callback['onEpochEnd']>>[0], 'snapshot' | 'encode' | 'predict'>;
}

const millisecondsBetweenLogs = 100;

export const fit = async <B>(run: Run<B>): Promise<History<string>> => {
  const { session, epochs, initialEpoch, stepsPerEpoch, signal } = run;
  const listeners = createListeners(run.callbacks, session);
  const passes = createPasses('fit', run.training, run.firstPass);
  const breathe = createBreather();
  const history: Epoch<string>[] = [];
  const begin = { epochs, initialEpoch, batches: stepsPerEpoch ?? run.training.size, directions: run.directions };

  const trainEpoch = async (event: EpochBeginEvent): Promise<void> => {
    const logs = boundedLogs(session, 'training');
    const plan = foldPlan(batchesBetweenFolds);
    let batch = 0;
    for await (const elements of passes.epoch(stepsPerEpoch)) {
      try {
        if (plan.before(samplesIn(elements))) await session.fold('training');
        const stepped = session.step(elements, { learningRate: listeners.learningRate });
        if (stepped !== undefined) await stepped; // a promise for nothing would cost each batch a turn
      } finally {
        release(elements);
      }
      if (listeners.has('onBatchEnd'))
        await listeners.tell('onBatchEnd', { ...event, batch, logs } as BatchEvent<string>);
      batch += 1;
      if (plan.after()) await session.fold('training');
      await breathe();
      signal?.throwIfAborted();
      if (listeners.stopped) break;
    }
  };

  const epochOf = async (epoch: number): Promise<void> => {
    const event = { ...begin, epoch, learningRate: listeners.learningRate ?? run.rate(session.steps) };
    await listeners.tell('onEpochBegin', event);
    session.clear('training');
    await trainEpoch(event);
    const logs = await session.logs('training');
    const validation = await run.validation?.();
    signal?.throwIfAborted();
    const row = (validation === undefined ? logs : { ...logs, validation }) as Epoch<string>;
    history.push(row);
    run.record(row);
    await listeners.tell('onEpochEnd', { ...event, logs: row, ...run.tools });
  };

  const trainEpochs = async (): Promise<void> => {
    try {
      for (let epoch = initialEpoch; epoch < epochs && !listeners.stopped; epoch++) {
        await epochOf(epoch);
        signal?.throwIfAborted();
      }
    } finally {
      await passes.close();
    }
  };

  const train = async (): Promise<TrainEndEvent['reason']> => {
    try {
      signal?.throwIfAborted();
      await listeners.tell('onTrainBegin', begin);
      await trainEpochs();
      return listeners.stopped ? 'stopped' : 'completed';
    } catch (error) {
      const reason = signal?.aborted === true && error === signal.reason ? 'aborted' : 'failed';
      // The error that ended training is the one to tell, whatever a callback makes of it.
      await listeners.tell('onTrainEnd', { reason, history }).catch(() => undefined);
      throw error;
    }
  };

  try {
    const reason = await train();
    await listeners.tell('onTrainEnd', { reason, history });
    return history;
  } finally {
    listeners.dispose();
  }
};

/** The phase's logs, read at most ten times a second. */
const boundedLogs = (session: Session<never, never, unknown>, phase: Phase) => {
  let read = Number.NEGATIVE_INFINITY;
  let latest: Promise<Readonly<Record<string, number>>> | undefined;
  return () => {
    if (latest === undefined || performance.now() - read >= millisecondsBetweenLogs) {
      read = performance.now();
      latest = session.logs(phase);
    }
    return latest;
  };
};
