import type { Spec } from '@kindling/app-common';
import type { EarlierRun } from '../state/run.ts';
import type { ChartPoint, EpochRow, Guesses, Phase } from './protocol.ts';

/** What the page shows of a run, beside its checkpoint. */
export interface RunRecord {
  readonly spec: Spec;
  readonly phase: Phase;
  /** Trained so far, without pauses. */
  readonly seconds: number;
  readonly points: readonly ChartPoint[];
  readonly rows: readonly EpochRow[];
  readonly counts: readonly (readonly number[])[] | undefined;
  readonly guesses: Guesses | undefined;
  readonly result: { readonly loss: number; readonly accuracy: number; readonly seconds: number } | undefined;
  /** The run before it, for its curves. */
  readonly earlier: EarlierRun | undefined;
}
