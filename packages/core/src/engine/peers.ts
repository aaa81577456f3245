import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random/random.ts';
import type { HostSums } from './hostSums.ts';
import type { Fed } from './rowBatch.ts';
import type { World } from './world.ts';

/** Where in a run the processes meet: all of them must be at the same place of it. */
export type Meeting =
  | 'the beginning'
  | 'the beginning of an epoch'
  | 'a step'
  | 'the end of the data'
  | 'an evaluation'
  | 'the end of an epoch';

/** What a process comes to a meeting with. */
export interface Wish {
  /** Whether it wants to end the run: after this step or epoch, or at once. */
  readonly end?: 'stop' | 'abort' | undefined;
  /** Steps taken. */
  readonly steps: number;
  /** The learning rate that callbacks have ordered. */
  readonly learningRate?: number | undefined;
  /** Of its part of a batch to train on, or of all that it has evaluated. */
  readonly rows?: number | undefined;
}

/** What they go away with: `go` where nobody wanted anything else. */
export interface Agreed {
  readonly end: 'go' | 'stop' | 'abort';
  /** The first that wanted it. */
  readonly by: number;
  /** Of all processes together. */
  readonly rows: number;
}

/** How a session works with those of other processes, each with its shards of every batch. */
export interface Peers {
  readonly world: World;
  /** What the last meeting came to. */
  readonly agreed: Agreed;
  /**
   * Waits for all ranks.
   *
   * @throws Error on every rank where they are not at the same place, naming who is where; before a step, also where
   *   they have not as many rows or another learning rate, and where shards would have not as many rows each
   */
  meet(where: Meeting, wish: Wish): Agreed;
  /**
   * Has every rank look at what the others go by.
   *
   * @throws Error on every rank where one has something else than rank 0, naming both
   */
  compare(owner: string, what: Readonly<Record<string, string | readonly ArrayBufferView[]>>): void;
  /** How many rows a batch has. */
  rowsOf(batch: unknown): number;
  /** The rows of each of this rank's shards. */
  parts<B>(batch: Fed<B>): readonly Fed<B>[];
  /** The key of a shard, counted from this rank's first. */
  keyOf(random: Random, part: number): Random;
  /** Adds up float32 numbers over all ranks. The given tensors are consumed: they are written over, or freed. */
  sum(tensors: readonly Tensor[]): readonly Tensor[] | Promise<readonly Tensor[]>;
  /** Adds up the sums of all shards, in their order; given are those of this rank's. */
  total(sums: readonly HostSums[]): HostSums;
}
