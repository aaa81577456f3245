// internal: epochs, callbacks and history; `trainer.fit` is what people call

import { foldPlan, type Phase, release, type Session } from '@kindling/core';
import type { Dataset } from '@kindling/data';
import type { BatchEvent, Callback, EpochBeginEvent, SafePointEvent, TrainEndEvent } from '../callbacks/callback.ts';
import type { Directions } from '../callbacks/direction.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { batchesBetweenFolds, createPasses, type Position, samplesIn } from '../feed/passes.ts';
import type { Epoch, History } from '../trainer/history.ts';
import { createBreather } from './breathe.ts';
import { createListeners } from './orders.ts';
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
  /** The optimizer's own rate at a step. */
  rate(step: number): number;
  /** Told of each row as it is made. */
  record(row: Epoch<string>): void;
  /** What an epoch's event offers beside its logs. */
  readonly tools: Pick<Parameters<NonNullable<Callback['onEpochEnd']>>[0], 'snapshot' | 'encode' | 'predict'>;
}

const millisecondsBetweenLogs = 100;

export const fit = async <B>(run: Run<B>): Promise<History<string>> => {
  const { session, epochs, initialEpoch, stepsPerEpoch, signal, standing } = run;
  const listeners = createListeners(run.callbacks, session, standing, signal);
  const passes = createPasses('fit', run.training, standing, signal);
  const breathe = createBreather();
  const history: Epoch<string>[] = [];
  const begin = { epochs, initialEpoch, batches: stepsPerEpoch ?? run.training.size, directions: run.directions };

  const hasSafePoints = listeners.has('onSafePoint');

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
    checkpoint: run.checkpoint,
  });

  const trainEpoch = async (event: EpochBeginEvent): Promise<void> => {
    const logs = boundedLogs(session, 'training');
    const plan = foldPlan(batchesBetweenFolds, standing);
    const advance = (): void => {
      Object.assign(standing, passes.position, { batch: standing.batch + 1, unfolded: plan.samples });
    };
    for await (const elements of passes.epoch(stepsPerEpoch && stepsPerEpoch - standing.batch)) {
      try {
        if (plan.before(samplesIn(elements))) {
          await settled(session.fold('training'), () => {
            standing.unfolded = 0;
          });
        }
        const stepped = session.step(elements, { learningRate: listeners.learningRate });
        if (stepped === undefined) advance();
        else await settled(stepped, advance); // a promise for nothing would cost each batch a turn
      } finally {
        release(elements);
      }
      const batch = standing.batch - 1;
      if (listeners.has('onBatchEnd'))
        await listeners.tell('onBatchEnd', { ...event, batch, logs } as BatchEvent<string>);
      if (plan.after()) {
        await settled(session.fold('training'), () => {
          standing.unfolded = 0;
        });
      }
      if (hasSafePoints) await listeners.tell('onSafePoint', safePoint());
      await breathe();
      signal?.throwIfAborted();
      if (listeners.stopped) break;
    }
  };

  const epochOf = async (epoch: number): Promise<void> => {
    const event = { ...begin, epoch, learningRate: listeners.learningRate ?? run.rate(session.steps) };
    // An epoch that goes on has told of its beginning.
    if (!standing.begun) {
      standing.unfolded = 0;
      standing.epochBegan = { pass: standing.pass, place: standing.place };
      await listeners.tell('onEpochBegin', event);
      session.clear('training');
      standing.begun = true;
    }
    const isFull = standing.batch === stepsPerEpoch || listeners.stopped;
    if (!isFull) await trainEpoch(event);
    const logs = await session.logs('training');
    const validation = await run.validation?.();
    signal?.throwIfAborted();
    const row = (validation === undefined ? logs : { ...logs, validation }) as Epoch<string>;
    history.push(row);
    run.record(row);
    Object.assign(standing, positionAfter(passes.position), { epoch: epoch + 1, begun: false, batch: 0 });
    await listeners.tell('onEpochEnd', { ...event, logs: row, ...run.tools });
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
      signal?.throwIfAborted();
      await listeners.tell('onTrainBegin', begin);
      await resume();
      await trainEpochs();
      return listeners.stopped ? 'stopped' : 'completed';
    } catch (error) {
      const reason = signal?.aborted === true && error === signal.reason ? 'aborted' : 'failed';
      // The error that ended training is the one to tell, whatever a callback makes of it.
      await listeners.tell('onTrainEnd', { reason, history }).catch(() => undefined);
      throw error;
    }
  };

  const reason = await train();
  await listeners.tell('onTrainEnd', { reason, history });
  return history;
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
