import { startTensorflow } from '#native';
import type { Backend } from '../backend.ts';

/**
 * TensorFlow's kernels on an NVIDIA GPU, from the optional peer `@tensorflow/tfjs-node-gpu`: never on the CPU, as that
 * package is by itself where it finds no CUDA. It computes with the addon that its install script downloads, which
 * wants CUDA 11.2 and cuDNN 8.1; where that is not there or sees no GPU, with the TensorFlow of a Python (2.16 or
 * newer; `pip install tensorflow[and-cuda]`), which the optional peer `koffi` calls. tfjs knows it as `tensorflow`.
 *
 * Memory of the GPU is taken as it is needed, with a TensorFlow of Python. That stays loaded until the process ends.
 *
 * @example
 * ```ts
 * // not run: needs an NVIDIA GPU
 * import { selectBackend, tfjsNodeGpu, torch, wasm } from '@kindling/backend';
 *
 * const backend = await selectBackend([tfjsNodeGpu(), torch(), wasm()]);
 * backend.device; // 'NVIDIA H200'
 * backend.versions; // { '@tensorflow/tfjs-node-gpu': '4.22.0', tensorflow: '2.21.0', driver: '580.65.06', ... }
 * await backend.undo();
 * ```
 */
export const tfjsNodeGpu = (): Backend => ({
  name: 'tensorflow',
  title: 'tfjs-node-gpu',
  start: () => startTensorflow({ name: '@tensorflow/tfjs-node-gpu', onlyGpu: true, threads: undefined }),
});
