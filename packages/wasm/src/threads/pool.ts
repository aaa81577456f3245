// internal: threads that wait for parts of kernels
import type { Heap, Kernel } from '../runtime.ts';

export interface Pool {
  /** This thread and the workers. */
  readonly threads: number;
  /** Has every worker compile the next kernel. */
  load(bytes: Uint8Array): void;
  /** Runs parts [0, count) of a kernel, split evenly at multiples of `grain`, and returns when all are done. */
  run(kernel: Kernel, args: readonly number[], count: number, grain: number, scratch: number): void;
  dispose(): void;
}

/**
 * This thread and `threads - 1` workers on a heap of shared memory.
 *
 * @throws Where no worker starts: a Content-Security-Policy without `worker-src blob:`, Node's permissions.
 */
export const createPool = (heap: Heap, threads: number): Promise<Pool> => {
  throw new Error(`createPool: not written yet, got ${threads} threads on ${heap.memory}`);
};
