import type { Images, Vector } from '../host/hostArray.ts';

/** Pictures `x`, `[count, height, width, channels]`, and their classes `y`, counted from 0. */
export interface Split {
  readonly x: Images;
  readonly y: Vector<Uint8Array>;
  /** The examples from `start` to before `end`, counted as by `Array.prototype.slice`; memory is shared. */
  slice(start: number, end?: number): Split;
}

/** A set of pictures to train on, one to test with, and what the classes are called. */
export interface Labelled {
  readonly train: Split;
  readonly test: Split;
  readonly classNames: readonly string[];
}
