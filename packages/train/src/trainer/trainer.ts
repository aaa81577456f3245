import type { Dataset } from '@kindling/data';
import type { Weights } from '@kindling/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Callback } from '../callbacks/callback.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { Batch } from '../feed/batch.ts';
import type { ClassWeight } from '../feed/classWeight.ts';
import type { Arrays, Feed, Source } from '../feed/source.ts';
import type { History, Logs } from './history.ts';

export interface FitOptions<X, Y, N extends string> {
  /** The epoch at which to end. Default: 1. */
  epochs?: number | undefined;
  /**
   * The epoch at which to begin, counted from 0: where an earlier run was left. Default: that of the checkpoint, else
   * 0.
   */
  initialEpoch?: number | undefined;
  /**
   * Batches an epoch; the next epoch goes on in the same pass. Needed where a dataset has no end. Default: a whole
   * pass.
   */
  stepsPerEpoch?: number | undefined;
  /** Samples a batch, for whole arrays. Default: 32. */
  batchSize?: number | undefined;
  /** Data that is evaluated after each epoch; its logs stand under `validation.`. Default: none. */
  validation?: Source<X, Y> | undefined;
  /**
   * The share of whole arrays, taken from their end, that is evaluated and not trained on: at least 0, below 1.
   * Default: 0.
   */
  validationSplit?: number | undefined;
  /** Batches of the validation data to evaluate. Default: all. */
  validationSteps?: number | undefined;
  /** Whether whole arrays come in a new order each epoch. Default: true. A dataset has its own order. */
  shuffle?: boolean | undefined;
  /** What each class counts in the loss and in weighted metrics, by class number. Default: 1. */
  classWeight?: ClassWeight | undefined;
  /** What each sample of whole arrays counts; the same as `sampleWeight` beside `x` and `y`. Default: 1. */
  sampleWeight?: Arrays<X, Y>['sampleWeight'];
  /** What looks on while `fit` trains, in the order in which they are told. Default: none. */
  callbacks?: readonly Callback<N, X, Y>[] | undefined;
  /**
   * Ends training after the step at hand, and after the callback at work, which has five seconds; `fit` then throws the
   * signal's reason, an AbortError. Default: none.
   */
  signal?: AbortSignal | undefined;
}

export interface EvaluateOptions {
  /** Samples a batch, for whole arrays. Default: 32. */
  batchSize?: number | undefined;
  /** Batches to evaluate. Default: all. */
  steps?: number | undefined;
}

/** A model at work: its weights, its optimizer's state, and Keras's verbs. */
export interface Trainer<X, Y, N extends string> {
  /** Of all that is random in training: pass it to `compile` to run the same again. */
  readonly seed: number;
  /** The rows of all fits so far. */
  readonly history: History<N>;
  /** The live tensors: valid until the next step. */
  readonly weights: Weights;
  /** Copies of the weights, the caller's own. */
  snapshot(): Weights;
  /**
   * All that training needs to go on from here to the bit, also inside an epoch: `compile(model, { checkpoint })`.
   *
   * @throws Error inside a callback's hook, where some callbacks have heard of an event and others not: take it in
   *   `onSafePoint`.
   */
  checkpoint(): Promise<Checkpoint>;
  /**
   * Trains on a dataset of batches, or on whole arrays cut into batches. A second `fit` goes on where the first ended.
   *
   * @returns one row an epoch of this call: means over the epoch's samples; the loss includes the regularizers.
   * @throws Error where data and model do not fit; what a callback or the dataset throws; the signal's reason.
   *   The trainer then stays usable, with the weights of the last whole step. What the device could not do: then go on
   *   from a checkpoint.
   */
  fit(data: Source<X, Y>, options?: FitOptions<X, Y, N>): Promise<History<N>>;
  /** Loss and metrics over the data, in inference mode. */
  evaluate(data: Source<X, Y>, options?: EvaluateOptions): Promise<Logs<N>>;
  /** The outputs for all samples, in their order, in inference mode. */
  predict(data: Feed<X> | Dataset<{ readonly x: X }>, options?: EvaluateOptions): Promise<Y>;
  /**
   * One step on one batch, which stays the caller's, and what it logs.
   *
   * @throws MemoryError where the device has no memory for it. Weights and optimizer are as before, and a step on a
   *   smaller batch works. Only an engine that does not work out what is logged before it changes anything may have
   *   taken the step.
   */
  trainOnBatch(batch: Batch<X, Y>): Promise<Logs<N>>;
  /** One step on one batch; what it logs stays on the device, as scalars of the caller's own. */
  step(batch: Batch<X, Y>): { readonly [K in N | 'loss']: Tensor };
  /** Frees weights and optimizer state. */
  dispose(): void;
}
