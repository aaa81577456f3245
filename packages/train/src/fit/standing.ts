// internal: where a trainer stands; `fit` moves it, a checkpoint records it
import type { Weights } from '@kindling/models';
import type { Callback } from '../callbacks/callback.ts';
import type { Position } from '../feed/passes.ts';
import type { Origin } from './origin.ts';

/** A callback of any trainer, as the loop sees it. */
export type Hooks = Callback<string, never, unknown>;

export interface Standing extends Position {
  pass: number;
  place: number;
  /** The epoch at work, or the next one. */
  epoch: number;
  /** Whether its beginning was told. */
  begun: boolean;
  /** Its batches so far. */
  batch: number;
  /** Samples whose sums are on the device alone. */
  unfolded: number;
  /** Where its data began. */
  epochBegan: Position;
  /** Whether a callback has ended training. */
  stopped: boolean;
  /** The rate that a callback has ordered. */
  learningRate: number | undefined;
  /** The weights that callbacks have kept. */
  readonly kept: Map<Hooks, Weights>;
  /** Those of the last fit. */
  callbacks: readonly Hooks[];
  /** What the last fit trained on: the object, and its print. */
  data: Origin | undefined;
  /** What is going on that has to end before all of this agrees: a step, a fold. */
  pending: Promise<unknown> | undefined;
  /** Whether a hook is being told of something. */
  telling: boolean;
  /** Whether a hook failed, or was cut off, when some callbacks had heard and others not. */
  torn: boolean;
  /** Whether the device could not do what it was given: weights and sums may be anything. */
  failed: boolean;
}

export const freshStanding = (): Standing => ({
  pass: 0,
  place: 0,
  epoch: 0,
  begun: false,
  batch: 0,
  unfolded: 0,
  epochBegan: { pass: 0, place: 0 },
  stopped: false,
  learningRate: undefined,
  kept: new Map(),
  callbacks: [],
  data: undefined,
  pending: undefined,
  telling: false,
  torn: false,
  failed: false,
});
