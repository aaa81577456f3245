import { flag, oneOf, optional, positiveInteger, readOptions } from '@kindling/core';
import { startTorch } from '#native';
import type { Backend } from '../backend.ts';

/** Options of `torch` that `selectBackend('cuda')` takes too. */
export interface CudaOptions {
  /** On PyTorch: whether a kernel that would compute on the host, for want of one, is an error. Default: false. */
  readonly strict?: boolean | undefined;
  /**
   * On PyTorch: whether products and convolutions on CUDA may be of TF32: faster, and right to about 1e-3.
   * Default: false.
   */
  readonly tf32?: boolean | undefined;
}

/** Options of `torch`. */
export interface TorchOptions extends CudaOptions {
  /**
   * What to compute on: `cuda`, `mps` (a GPU of Apple) or `cpu`; one that can't be had is absent, never another in its
   * place. Default: `'cuda'`.
   */
  readonly device?: 'cuda' | 'mps' | 'cpu' | undefined;
  /** How many threads compute on the CPU. Default: `OMP_NUM_THREADS`, or as many as there are cores. */
  readonly threads?: number | undefined;
}

/** The options as a table, for callers that pass them on. */
export const cudaOptions = { strict: optional(flag), tf32: optional(flag) };

/** The options as a table, for callers that pass them on. */
export const torchOptions = {
  ...cudaOptions,
  device: optional(oneOf(['cuda', 'mps', 'cpu'])),
  threads: optional(positiveInteger),
};

/**
 * The PyTorch that is installed on this machine (2.11 or newer; `pip install torch`), by the optional peer
 * `@kindling/torch`: on an NVIDIA GPU, unless another device is asked for.
 *
 * `tf32` and `threads` are read as PyTorch is loaded, and so count for the whole process.
 *
 * @throws Error for an option that is unknown or out of its domain
 * @example
 * ```ts
 * // not run: needs a PyTorch
 * import { selectBackend, torch, wasm } from '@kindling/backend';
 *
 * const backend = await selectBackend([torch(), torch({ device: 'cpu' }), wasm()]);
 * backend.device; // 'NVIDIA H200'
 * backend.versions; // { torch: '2.13.0+cu130', driver: '580.65.06', ... }
 * await backend.undo();
 * ```
 */
export const torch = (options: TorchOptions = {}): Backend => {
  const { device = 'cuda', ...rest } = readOptions('torch', torchOptions, options);
  return { name: 'torch', start: () => startTorch({ device, ...rest }) };
};
