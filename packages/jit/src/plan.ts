// internal: one function of a program for one kind of arguments: recorded twice, then compiled
import {
  type CompiledRecording,
  type HostNumbers,
  type Inputs,
  MemoryError,
  mapTensors,
  type Outcome,
  type Recorder,
  type Recording,
  recorderInUse,
  tensorsIn,
} from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What each call needs to know of a function. */
interface Asked<Given> {
  /** Numbers of the host, in the order in which it asked for them, of what it is given at each call. */
  readonly numbers: readonly ((given: Given) => HostNumbers)[];
  /** What it returns: nested records and lists of tensors. */
  readonly returns: unknown;
  /** Of the tensors that it asked for first, in their order: weights, state, slots and sums. */
  readonly names: readonly string[];
}

/** What a function did while it was recorded. */
export interface Recorded<Given> extends Asked<Given>, Pick<Outcome, 'updates'> {}

/** What has become of a function. */
export type PlanState<Given> =
  /** Not called yet, or once: what a function makes once and keeps is made by a call that is not recorded. */
  | { readonly kind: 'new' | 'met' }
  /** The next recording says whether it is the same each time. */
  | { readonly kind: 'recorded'; readonly recorder: Recorder; readonly recording: Recording }
  | ({ readonly kind: 'compiled'; readonly recorder: Recorder; readonly compiled: CompiledRecording } & Asked<Given>)
  /** It runs as it comes: why. */
  | { readonly kind: 'eager'; readonly reason: string };

export interface Plan<Given> {
  readonly state: PlanState<Given>;
  /** Records it where it is not known yet; whether it can be run. */
  prepare(record: (inputs: Inputs) => Recorded<Given>): boolean;
  /** Runs it, where it can be. `tensors` are in the order in which it asked for them. */
  run(tensors: readonly Tensor[], given: Given): unknown;
  dispose(): void;
}

export const createPlan = <Given>(): Plan<Given> => {
  let state: PlanState<Given> = { kind: 'new' };
  const forget = (): void => {
    if (state.kind !== 'compiled') return;
    state.compiled.dispose();
    state = { kind: 'met' };
  };
  /** A backend that was started anew has another recorder, and what the last one compiled is gone. */
  const forgetOthers = (recorder: Recorder): void => {
    if (!('recorder' in state) || state.recorder === recorder) return;
    forget();
    state = { kind: 'met' };
  };
  return {
    get state() {
      return state;
    },
    prepare: (record) => {
      const recorder = recorderInUse();
      if (recorder === undefined || state.kind === 'eager') return false;
      forgetOthers(recorder);
      if (state.kind === 'compiled' && state.compiled.isWhole()) return true;
      forget();
      state = state.kind === 'new' ? { kind: 'met' } : recordedAgain(state, recorder, record);
      return false;
    },
    run: (tensors, given) => {
      if (state.kind !== 'compiled') throw new Error('jit: this plan is not compiled');
      const { compiled, numbers, returns } = state;
      const values = numbers.map((of) => of(given));
      return inPlace(returns, compiled.run(tensors, values));
    },
    dispose: () => {
      if (state.kind === 'compiled') state.compiled.dispose();
      state = { kind: 'eager', reason: 'its session has ended' };
    },
  };
};

const recordedAgain = <Given>(
  state: PlanState<Given>,
  recorder: Recorder,
  record: (inputs: Inputs) => Recorded<Given>,
): PlanState<Given> => {
  try {
    const made: Recorded<Given>[] = [];
    const recording = recorder.record((inputs) => {
      const recorded = record(inputs);
      made.push(recorded);
      return { updates: recorded.updates, results: tensorsIn(recorded.returns) };
    });
    if (state.kind !== 'recorded') return { kind: 'recorded', recorder, recording };
    const reason = state.recording.differsFrom(recording);
    if (reason !== undefined) return { kind: 'eager', reason };
    const [{ numbers, returns, names }] = made as [Recorded<Given>];
    return { kind: 'compiled', recorder, compiled: recording.compile(), numbers, returns, names };
  } catch (error) {
    // There may be memory when it is called again.
    if (error instanceof MemoryError) return state;
    return { kind: 'eager', reason: error instanceof Error ? error.message : String(error) };
  }
};

/** The same structure, with these tensors in their order. */
const inPlace = (structure: unknown, tensors: readonly Tensor[]): unknown => {
  let next = 0;
  return mapTensors(structure, () => tensors[next++]);
};
