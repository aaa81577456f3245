/** Numbers that are summed over processes, in place: in memory of the host, also that of WebAssembly. */
export type Summed = Float32Array | Float64Array;

/**
 * The processes that train one model together; `size` is 1 where there is one. `join` of `@kindling/distributed` gives
 * it.
 *
 * `sum`, `sumInOrder` and `broadcast` are collective: each rank calls them, in the same order, with the same lengths.
 * They give every rank the same bits. One that waits longer than `limit` for the others ends the whole job.
 */
export interface World {
  /** Which of the processes this is, from 0. */
  readonly rank: number;
  /** How many there are. */
  readonly size: number;
  /** Into how many parts each global batch is cut. Rank r has `shards / size` of them, from r · shards / size on. */
  readonly shards: number;
  /** Whether this process is the one that writes files and reports: that of rank 0. */
  readonly leads: boolean;
  /** In seconds: the longest wait for the other processes. */
  readonly limit: number;
  /** Adds up the numbers of all ranks, in an order that is the library's own. */
  sum(arrays: readonly Summed[], limit?: number): void;
  /** Adds them up as a tree, (r0 + r1) + (r2 + r3), whatever the library and the network: the same bits everywhere. */
  sumInOrder(arrays: readonly Summed[], limit?: number): void;
  /** Gives every rank the bytes of rank 0, in place. */
  broadcast(bytes: Uint8Array, limit?: number): void;
  /** Waits for the others, then leaves them: the last call of all. A process that ends without it ends the job. */
  leave(): void;
  /** Ends the processes of all ranks; `code` is the job's exit code. */
  abort(code: number, reason: string): never;
}
