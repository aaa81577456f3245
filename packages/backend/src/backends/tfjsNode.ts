import { optional, positiveInteger, readOptions } from '@kindling/core';
import { startTensorflow } from '#native';
import type { Backend } from '../backend.ts';

/** Options of `tfjsNode`. */
export interface TfjsNodeOptions {
  /**
   * How many threads compute, for a TensorFlow of Python: the addon that the package itself downloads uses all.
   * Default: as many as there are cores.
   */
  readonly threads?: number | undefined;
}

/** The options as a table, for callers that pass them on. */
export const tfjsNodeOptions = { threads: optional(positiveInteger) };

/**
 * TensorFlow's kernels in Node, from the optional peer `@tensorflow/tfjs-node`, on a CPU, or on the GPU that its
 * TensorFlow sees. It computes with the addon that the package's install script downloads; where that is not there, or
 * does not load, with the TensorFlow of a Python (2.16 or newer; `pip install tensorflow-cpu`), which the optional peer
 * `koffi` calls. tfjs knows it as `tensorflow`.
 *
 * A TensorFlow stays loaded until the process ends, and there can be but one.
 *
 * @throws Error for an option that is unknown or out of its domain
 * @example
 * ```ts
 * // not run: needs tfjs-node and a TensorFlow
 * import { selectBackend, tfjsNode, wasm } from '@kindling/backend';
 *
 * const backend = await selectBackend([tfjsNode(), wasm()]);
 * backend.versions; // { '@tensorflow/tfjs-node': '4.22.0', tensorflow: '2.21.0', ... }
 * await backend.undo();
 * ```
 */
export const tfjsNode = (options: TfjsNodeOptions = {}): Backend => {
  const { threads } = readOptions('tfjsNode', tfjsNodeOptions, options);
  return {
    name: 'tensorflow',
    title: 'tfjs-node',
    start: () => startTensorflow({ name: '@tensorflow/tfjs-node', onlyGpu: false, threads }),
  };
};
