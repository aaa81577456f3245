import { MemoryError } from '@kindling/core';

/** What was asked for, and what there is. */
export interface MemoryReport {
  /** The kernel that asked, by its name in tfjs, or what was on its way into the backend. */
  readonly operation: string;
  /** How many bytes it asked for. */
  readonly bytes: number;
  /** How many tensors tfjs holds, and their bytes. */
  readonly tensors: number;
  readonly held: number;
  /** The size of the backend's memory; WebAssembly addresses at most 4 GiB. */
  readonly size: number;
}

/**
 * The wasm backend has no memory left for a tensor, or for what a kernel needs on its way. Nothing is lost but the
 * call: tensors and weights are as they were, what the call had made is freed, and the program can go on with a smaller
 * batch, or with fewer tensors.
 */
export class WasmMemoryError extends MemoryError {
  override readonly name = 'WasmMemoryError';
  /** The kernel that asked, as `Concat`, or `an upload`. */
  readonly operation: string;
  /** How many bytes it asked for. */
  readonly bytes: number;
  /** The bytes of all tensors. */
  readonly held: number;

  constructor({ operation, bytes, tensors, held, size }: MemoryReport) {
    super(
      `wasm: no memory left for ${bytes} bytes of ${operation}: ${tensors} tensors hold ${held} bytes, and the backend's ` +
        `memory is ${size} of the 4294967296 bytes that WebAssembly can address; use a smaller batch, or dispose of ` +
        'tensors that are no longer needed',
    );
    this.operation = operation;
    this.bytes = bytes;
    this.held = held;
  }
}
