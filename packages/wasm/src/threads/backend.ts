// internal: starts tfjs's wasm backend, on memory that threads can share where that can be
import type { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Heap } from '../runtime.ts';

export type WasmPaths = Parameters<typeof setWasmPaths>[0];

export interface BackendOptions {
  /** Where the .wasm files are; undefined leaves it to tfjs, and to whoever called its `setWasmPaths`. */
  readonly wasmPaths?: WasmPaths | undefined;
  /** Whether threads are to share its memory. */
  readonly share: boolean;
}

export interface StartedBackend {
  readonly heap: Heap;
  /** Whether its memory is shared, or why it is not. */
  readonly shared: true | string;
}

/**
 * Makes `wasm` tfjs's backend. One that runs without shared memory starts anew where it holds no tensors; where it does, it
 * stays as it is, and the reason is told.
 *
 * @throws Where it does not start; tfjs has logged the reason.
 */
export const startBackend = (options: BackendOptions): Promise<StartedBackend> => {
  throw new Error(`startBackend: not written yet, got ${options.share}`);
};
