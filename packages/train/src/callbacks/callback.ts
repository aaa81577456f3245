import type { HostSums } from '@kindling/core';
import type { Direction } from '@kindling/metrics';
import type { Weights } from '@kindling/models';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { Epoch, History, Logs, Monitored } from '../trainer/history.ts';

/** What a callback may order. Each is done before training goes on. */
export interface Orders {
  /** End training after this batch or epoch. */
  readonly stop?: boolean | undefined;
  /** The learning rate from the next step on, until another order; it replaces the optimizer's own rate or schedule. */
  readonly learningRate?: number | undefined;
  /** Keep a copy of the weights as they are now, one for each callback, in place of the one kept before. */
  readonly keep?: boolean | undefined;
  /** Bring back the weights that this callback had kept. */
  readonly restore?: boolean | undefined;
}

/** A callback's answer; `'stop'` is short for `{ stop: true }`. */
export type Verdict = undefined | 'stop' | Orders;

// biome-ignore lint/suspicious/noConfusingVoidType: a hook that only looks on has nothing to return
type Answer = void | Verdict | Promise<void | Verdict>;

/** Told once, before the first epoch. */
export interface TrainBeginEvent {
  /** The epoch at which training is to end: epochs run from `initialEpoch` to `epochs - 1`. */
  readonly epochs: number;
  /** The first epoch of this `fit`, counted from 0. */
  readonly initialEpoch: number;
  /** Batches an epoch; undefined where the dataset does not know its size. */
  readonly batches: number | undefined;
  /**
   * Which way each log gets better, where its metric tells: `{ loss: 'min', accuracy: 'max' }`. The same holds under
   * `validation`.
   */
  readonly directions: Readonly<Record<string, Direction | undefined>>;
  /** Whether this process is the one that writes files and reports: false in all but one of several that train. */
  readonly leads: boolean;
}

/** Told before each epoch. */
export interface EpochBeginEvent extends TrainBeginEvent {
  /** Counted from 0. */
  readonly epoch: number;
  /** The rate of the next step. */
  readonly learningRate: number;
}

/** What an epoch has logged up to a batch, read from the device once it had done that batch. */
export interface Reading<N extends string = never> {
  /** Means over the epoch's samples up to then. */
  readonly logs: Logs<N>;
  /** Means over its samples since the earlier reading that was given; without one, the same as `logs`. */
  readonly window: Logs<N>;
  /** Sums over those samples, in float64: what the means are made of. */
  readonly sums: HostSums;
  /** When the device had done it, as `performance.now()` tells. */
  readonly time: number;
}

/** Told after each training batch. */
export interface BatchEvent<N extends string = never> extends EpochBeginEvent {
  /** Counted from 0 in each epoch. */
  readonly batch: number;
  /** Samples of this batch, of all processes together. */
  readonly samples: number;
  /** Steps taken since training began, this one among them. */
  readonly step: number;
  /** Milliseconds that the host was at work on this step; on a device of its own it may not be done yet. */
  readonly hostTime: number;
  /**
   * Means over the epoch's samples so far. They are read from the device at most ten times a second, however often this
   * is called: between two reads it gives the numbers of the one before.
   */
  logs(): Promise<Logs<N>>;
  /**
   * What the epoch has logged up to this batch, and since an earlier reading of the same epoch. Each call reads from
   * the device: call it now and then.
   */
  read(since?: Reading<N>): Promise<Reading<N>>;
}

/** Told after each epoch and its validation. */
export interface EpochEvent<N extends string = never, X = never, Y = unknown> extends EpochBeginEvent {
  /** The epoch's row of the history. */
  readonly logs: Epoch<N>;
  /** What the epoch had logged when its last batch was done, before validation: it was read then. */
  read(since?: Reading<N>): Promise<Reading<N>>;
  /** Copies of the weights, the caller's own. */
  snapshot(): Weights;
  /** Model and weights as a `.safetensors` file, which `decodeModel` reads. */
  encode(): Promise<Uint8Array>;
  /** Outputs for `x` with the weights as they are now, the caller's own. */
  predict(x: X): Promise<Y>;
}

/** Told where all that a run is made of agrees: after every callback has heard of a batch, or of an epoch's end. */
export interface SafePointEvent {
  /** The epoch at work, or the next one, counted from 0. */
  readonly epoch: number;
  /** Its batches so far; 0 between two epochs. */
  readonly batch: number;
  /** Steps taken since training began. */
  readonly step: number;
  /** Whether this process is the one that writes. */
  readonly leads: boolean;
  /** All that the run needs to go on from here. */
  checkpoint(): Promise<Checkpoint>;
}

/** Told once, last, however training ended. */
export interface TrainEndEvent<N extends string = never> {
  /** All epochs run, a verdict, an AbortSignal, an error. */
  readonly reason: 'completed' | 'stopped' | 'aborted' | 'failed';
  /** The epochs of this `fit`. */
  readonly history: History<N>;
  /** Whether this process is the one that writes. */
  readonly leads: boolean;
}

/**
 * Looks on while `fit` trains, and answers with a verdict. It holds no model: what it may need comes with the event.
 *
 * Hooks may be async: training waits for them. One that throws ends `fit` with its error; the trainer stays usable.
 * State belongs in a closure and is set in `onTrainBegin`, so that a callback can serve several fits in a row. What
 * must outlive the process is given by `state` and taken back by `resume`. A run that goes on inside an epoch is not
 * told of that epoch's beginning again.
 *
 * `N` are the names of the metrics it reads, `X` and `Y` what `predict` takes and gives. With none of them it fits any
 * trainer.
 *
 * @example
 * ```ts
 * import type { Callback } from '@kindling/train';
 *
 * const stopWhenGood: Callback<'accuracy'> = {
 *   onEpochEnd: ({ logs }) => (logs.accuracy > 0.9 ? 'stop' : undefined),
 * };
 * ```
 */
export interface Callback<N extends string = never, X = never, Y = unknown> {
  /** How errors call it. */
  readonly name?: string | undefined;
  /** The log it watches; `fit` refuses a name that is not logged, before it trains. */
  readonly monitor?: Monitored<N> | undefined;
  /** Called once, before the first epoch. */
  onTrainBegin?(event: TrainBeginEvent): Answer;
  /** Called before each epoch. */
  onEpochBegin?(event: EpochBeginEvent): Answer;
  /** Called after each training batch. */
  onBatchEnd?(event: BatchEvent<N>): Answer;
  /** Called after each epoch and its validation. */
  onEpochEnd?(event: EpochEvent<N, X, Y>): Answer;
  /**
   * Called last after each batch and each epoch, when every callback has heard of it: here a run can be saved. It gives
   * no orders.
   */
  onSafePoint?(event: SafePointEvent): void | Promise<void>;
  /** Called once, last, however training ended. */
  onTrainEnd?(event: TrainEndEvent<N>): Answer;
  /** What it must remember for a run to go on in another process: plain data, as JSON holds it. Default: nothing. */
  state?(): unknown;
  /** Goes on from what its `state` gave. Called after `onTrainBegin`, in a run that goes on from a checkpoint. */
  resume?(state: never): void | Promise<void>;
}

/** A callback that watches the log `K`, and fits every trainer that logs it. */
export interface Watching<K extends string> extends Omit<Callback, 'monitor'> {
  /** The log it watches. */
  readonly monitor?: K | undefined;
}
