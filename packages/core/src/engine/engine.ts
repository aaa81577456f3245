import type { Random } from '../random/random.ts';
import type { Tree } from '../tree/tree.ts';
import type { HostSums } from './hostSums.ts';
import type { Peers } from './peers.ts';
import type { Fed } from './rowBatch.ts';

/** All that training changes, as flat records of tensors: `params['dense/kernel']`, `slots['adam/m/dense/kernel']`. */
export interface Trees {
  readonly params: Tree;
  readonly state: Tree;
  readonly slots: Tree;
}

/** What a step gets besides trees and batch: numbers that change from step to step, as scalars, and the step's key. */
export interface StepContext {
  readonly scalars: Tree;
  readonly random: Random;
}

/** A learning rate in place of the optimizer's; where absent, the optimizer's holds. */
export interface Overrides {
  readonly learningRate?: number | undefined;
}

/** What the first half of a step gives. */
export interface StepGradients {
  /** ∂loss/∂p of each trainable parameter p, under its name. */
  readonly gradients: Tree;
  /** The whole next state. */
  readonly state: Tree;
  /** What this step logs, as sums that begin at zero. */
  readonly sums: Tree;
}

/** What an optimizer moves. */
export type Moved = Pick<Trees, 'params' | 'slots'>;

/**
 * Trees that the receiver may write over, and that their giver does not read again. A tensor that shares its numbers
 * with another, such as a clone, is left alone.
 */
export type Consumed<T> = T;

/**
 * What is trained, as functions of tensors: an engine may run them one by one, or record them once and replay. So
 * inside `gradients`, `update`, `evaluate`, `predict`, `results`: no number that changes from call to call (it comes as
 * a scalar tensor), no randomness but the context's, nothing read back, nothing kept.
 *
 * A step is `gradients`, then `update`: all gradients are there before any parameter moves, so an engine can average
 * them over machines, add up those of several batches, or clip them in between.
 *
 * `compile` makes one from model, loss, optimizer and metrics; a GAN's step of two models is another.
 *
 * Sums are what is logged, as sums over samples (`loss/total`, `loss/count`). `gradients` and `evaluate` give those of
 * one batch, from zero; the session adds them up, entry by entry. `results` turns them into one scalar a name.
 */
export interface Program<Batch, X, Y> {
  /** Where training begins: the same for the same seed. */
  init(seed: number): Trees;
  /** The numbers that change from step to step, on the host, in float64; `step` counts from 0. */
  scalars(step: number, overrides: Overrides): Readonly<Record<string, number>>;
  /** The sums before any sample: zeros. */
  sums(): Tree;
  /** The first half of a step: it changes nothing. */
  gradients(trees: Trees, batch: Batch, context: StepContext): StepGradients;
  /** The second half: the next parameters and slots. Those it is given are consumed. */
  update(trees: Consumed<Moved>, gradients: Tree, context: StepContext): Moved;
  /** What one batch logs in inference mode, from zero. */
  evaluate(trees: Trees, batch: Batch): Tree;
  /** One scalar a name, of the sums so far. */
  results(sums: Tree): Tree;
  /** What it gives for `x`, in inference mode. */
  predict(trees: Trees, x: X): Y;
}

/** Which of a session's two running sums: of `step`s, or of `evaluate`s. */
export type Phase = 'training' | 'evaluation';

/** The running sums of a phase: what was folded to the host, and what the device has added since. */
export interface SavedSums {
  readonly onHost: HostSums;
  readonly onDevice: Tree;
}

/** Everything a session needs to go on from where another stood, to the bit. */
export interface Snapshot {
  readonly trees: Trees;
  /** Steps taken. */
  readonly steps: number;
  /** Of the training phase. */
  readonly sums: SavedSums;
}

/** A snapshot to go on from; without `sums`, those of the session stay. */
export type Restored = Omit<Snapshot, 'sums'> & Partial<Pick<Snapshot, 'sums'>>;

/** A program at work: it owns the trees, and frees each when the next one is there. */
export interface Session<Batch, X, Y> {
  /** The live tensors: valid until the next step. */
  readonly trees: Trees;
  /** Steps taken. */
  readonly steps: number;
  /** The other processes that train with it; undefined where it trains alone. */
  readonly peers?: Peers | undefined;
  /**
   * One training step; what it logs joins the sums of `training`. The batch stays the caller's. An engine that has to
   * wait for its device, or for other machines, gives a promise. Where its `results` are asked for, an engine may work
   * them out before anything changes, so that a device without room for them fails the step as a whole. Where its
   * `peers` have agreed to end the run, no step is taken.
   */
  step(batch: Fed<Batch>, overrides?: Overrides, asked?: { readonly results?: boolean }): void | Promise<void>;
  /** What the batch logs joins the sums of `evaluation`; nothing is trained. */
  evaluate(batch: Fed<Batch>): void;
  /** Outputs in inference mode, the caller's own. */
  predict(x: Fed<X>): Y;
  /** Starts the sums of a phase anew. */
  clear(phase: Phase): void;
  /** The phase's results as they stand on the device, the caller's own. */
  results(phase: Phase): Tree;
  /** The phase's results as numbers, read back from the device; the sums stay as they are. */
  logs(phase: Phase): Promise<Readonly<Record<string, number>>>;
  /** The phase's sums as numbers, read back from the device; they stay as they are. */
  sums(phase: Phase): Promise<HostSums>;
  /** The results of sums that were read: of the differences of two reads, what the batches between them logged. */
  logsOf(sums: HostSums): Promise<Readonly<Record<string, number>>>;
  /** Moves the phase's sums to the host, in float64: float32 counts stop at 2^24. */
  fold(phase: Phase): Promise<void>;
  /**
   * Waits until the device has done all the work that it was given.
   *
   * @throws Error for what the device could not do; `DeviceLostError` where it is gone
   */
  settled(): Promise<void>;
  /** Copies: the caller's own. */
  snapshot(): Snapshot;
  /**
   * Goes on from a snapshot, which stays the caller's.
   *
   * @throws Error, and changes nothing, for tensors that are missing, foreign or of another shape than the session's,
   *   and for steps that are no count
   */
  restore(snapshot: Restored): void;
  /** Frees the trees and the sums, and the device memory that was kept for more. */
  dispose(): void;
}

export interface EngineOptions {
  /** Of the weights it begins with, and of the keys of its steps. */
  readonly seed: number;
  /** The other processes that the session is to train with; it tells them as its own. */
  readonly peers?: Peers | undefined;
}

/** How a program is run. The eager engine runs each operation as it comes; others may compile the step. */
export type Engine = <Batch, X, Y>(program: Program<Batch, X, Y>, options: EngineOptions) => Session<Batch, X, Y>;
