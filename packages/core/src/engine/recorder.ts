import { getBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { RowColumn } from './rowBatch.ts';

/** A shape and a dtype: what a recording knows of a tensor. */
export type TensorLike = Pick<TensorInfo, 'dtype'> & { readonly shape: readonly number[] };

/** Stands for numbers that are there when a recording runs. */
export interface Inputs {
  /** A tensor, told at each run. */
  tensor(like: TensorLike): Tensor;
  /** Numbers of the host, told at each run: as they are, or as bytes, which are made `dtype` in the run. */
  numbers(shape: readonly number[], dtype: RowColumn['dtype'], isBytes?: boolean): Tensor;
}

/** Numbers, or what writes them to where they are read. */
export type HostNumbers = ArrayLike<number> | ((into: Float32Array | Int32Array | Uint8Array) => void);

/** What a recorded function gives. */
export interface Outcome {
  /** Inputs that are written over when all is done, and by what. */
  readonly updates: readonly { readonly over: Tensor; readonly by: Tensor }[];
  /** New tensors of each run. */
  readonly results: readonly Tensor[];
}

/** The launches of a function's kernels, without the numbers. */
export interface Recording {
  /** What another recording of the same function has otherwise; undefined where they agree. */
  differsFrom(other: Recording): string | undefined;
  /** A line for each launch: `dense/kernel: gemm ...`. */
  lines(): readonly string[];
  /**
   * Makes one call of it.
   *
   * @throws MemoryError
   */
  compile(): CompiledRecording;
}

/** One launch of a kernel, which on a GPU is a dispatch. */
export interface LaunchReport {
  /** The kernel: `Sum: sum rows`. */
  readonly name: string;
  /**
   * Additions, subtractions, multiplications, divisions and roots of floats; undefined where the kernel does not tell
   * them.
   */
  readonly flops: number | undefined;
  /** Of the tensors that it reads, each once and whole. */
  readonly bytesRead: number;
  /** Of those that it writes. */
  readonly bytesWritten: number;
  /** The tensors that are told at each run and that it reads or writes: their numbers in that list. */
  readonly tensors: readonly number[];
}

/** What is done before anything of the next phase begins. */
export interface PhaseReport {
  /** In a line: its kernels, and how they are cut. */
  readonly text: string;
  readonly launches: readonly LaunchReport[];
}

export interface CompiledRecording {
  /** What there is of it, in the order in which it is done. */
  readonly phases: readonly PhaseReport[];
  /** In bytes: what is kept for all that it makes on the way. */
  readonly arena: number;
  /** Whether the tensors that the function holds are still there: it can't be run without them. */
  isWhole(): boolean;
  /**
   * Runs it on these tensors and numbers, in the order in which the function asked for them, and gives its results, the
   * caller's own. Tensors that are updated must not share their numbers with others.
   *
   * @throws MemoryError before anything has changed; Unchanged with what the numbers' writers throw, then too
   */
  run(tensors: readonly Tensor[], numbers: readonly HostNumbers[]): Tensor[];
  dispose(): void;
}

/** Something that a recording cannot hold: the step stays as it is. */
export class Unrecordable extends Error {
  override readonly name = 'Unrecordable';
}

/** Notes what a backend's kernels would launch. */
export interface Recorder {
  /**
   * Calls `make` on tensors without numbers. Nothing is computed.
   *
   * @throws Unrecordable for a kernel that would not be launched, and for numbers that are read back
   */
  record(make: (inputs: Inputs) => Outcome): Recording;
  /** A tensor of the same numbers, which it shares with none. */
  copy(tensor: Tensor): Tensor;
  /** Has all made that recordings are run without until they have run often, and comes when it is there. */
  settled?(): Promise<unknown>;
}

const recorders = new Map<string, Recorder>();

/**
 * Says that a backend's kernels can be recorded: called by what starts the backend.
 *
 * @param backend its name in tfjs
 * @returns the undo
 */
export const declareRecorder = (backend: string, recorder: Recorder): (() => void) => {
  recorders.set(backend, recorder);
  return () => {
    if (recorders.get(backend) === recorder) recorders.delete(backend);
  };
};

/** That of the backend in use; undefined where there is none. */
export const recorderInUse = (): Recorder | undefined => recorders.get(getBackend());
