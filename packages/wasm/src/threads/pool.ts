// internal: threads that wait for parts of kernels
import type { Kernel } from '../runtime.ts';

export interface Pool {
  /** This thread and the workers. */
  readonly threads: number;
  /** Has every worker compile the next kernel. */
  load(bytes: Uint8Array): void;
  /** Runs parts [0, count) of a kernel, split evenly at multiples of `grain`, and returns when all are done. */
  run(kernel: Kernel, args: readonly number[], count: number, grain: number, scratch: number): void;
  dispose(): void;
}
