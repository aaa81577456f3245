import type { Epoch } from '../trainer/history.ts';
/** A tensor's numbers on the host. */
export interface HostTensor {
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** Tensors by name, on the host. */
export type HostTree = Readonly<Record<string, HostTensor>>;

/** What a callback adds to a checkpoint. */
export interface CallbackCheckpoint {
  /** Its name. */
  readonly name: string;
  /** Which of the callbacks of that name it is, counted from 0. */
  readonly nth: number;
  /** What its `state()` gave: plain data, as JSON can hold it. */
  readonly state?: unknown;
  /** The weights that it had kept by the order `{ keep: true }`. */
  readonly kept?: { readonly params: HostTree; readonly state: HostTree } | undefined;
}

/** With what a run was made: one that goes on must be made with the same. */
export interface RunPrint {
  /** Kind, numbers and transforms of the optimizer. */
  readonly optimizer: string;
  /** The loss of each output, and what is logged. */
  readonly loss: string;
  /** The data, by its batches and, for whole arrays, its shapes; undefined before the first `fit`. */
  readonly data: string | undefined;
  /** The backend, with the width of its vectors where it tells: on another one the last bits differ. */
  readonly backend: string;
}

/**
 * Everything a run needs to go on to the bit, as plain data on the host: it outlives its device, and can be posted to
 * another thread. `encodeCheckpoint` makes a file of it, `compile(model, { checkpoint })` goes on from it.
 */
export interface Checkpoint {
  /** Of this structure. */
  readonly version: 1;
  /** The model, as JSON. */
  readonly model: object;
  readonly seed: number;
  /** Steps taken. */
  readonly step: number;
  /** The epoch at work, or the next one, counted from 0. */
  readonly epoch: number;
  /** Whether its beginning was told to the callbacks. */
  readonly begun: boolean;
  /** Batches of that epoch that are done. */
  readonly batch: number;
  /** Samples since the sums were folded to the host last. */
  readonly unfolded: number;
  /** The pass over the data, counted from 0. */
  readonly pass: number;
  /** Batches of that pass that were used. */
  readonly place: number;
  /** Where the data of the epoch at work began. */
  readonly epochBegan: { readonly pass: number; readonly place: number };
  /** Whether a callback has ended the run. */
  readonly stopped: boolean;
  readonly params: HostTree;
  readonly state: HostTree;
  /** What the optimizer carries. */
  readonly slots: HostTree;
  /** The running sums of the epoch at work: what was folded to the host, and what came since. */
  readonly sums: { readonly onHost: Readonly<Record<string, Float64Array>>; readonly onDevice: HostTree };
  /** The rate that a callback has ordered; undefined where the optimizer's own holds. */
  readonly learningRate: number | undefined;
  /** Of those callbacks that have state, or weights that they keep, in their order. */
  readonly callbacks: readonly CallbackCheckpoint[];
  /** The rows of all epochs so far. */
  readonly history: readonly Epoch<string>[];
  readonly madeWith: RunPrint;
}
