import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { type Backend, selectBackend, tfjsNode, torch } from '@kindling/backend';
import { install } from '@kindling/wasm';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import type { Kernels, Task } from './contestant.ts';

const stock = async (): Promise<string> => {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(manifest), 'dist') + sep);
  await setBackend('wasm');
  return 'wasm as published';
};

/** A row that says two threads or the widest SIMD must have had them. */
const requireAll = (lacks: readonly (string | undefined)[]): void => {
  const reasons = lacks.filter((reason) => reason !== undefined);
  if (reasons.length > 0) throw new Error(reasons.join('; '));
};

/** A backend, with the version of the library that computes. */
const libraryOf = async (backend: Backend, library: 'torch' | 'tensorflow'): Promise<string> => {
  const { device, versions } = await selectBackend([backend]);
  return `${library} ${versions[library]}, ${device}`;
};

const start: Readonly<Record<Kernels, (task: Task) => Promise<string>>> = {
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
    return 'plain JavaScript';
  },
  stock,
  install: async ({ cores, wideSimd }) => {
    await stock();
    const { threads, simd, fewerThreads, narrower } = await install({ threads: cores, wideSimd });
    requireAll([fewerThreads, narrower]);
    return `wasm with install(), ${threads} threads, ${simd}-bit SIMD`;
  },
  selectBackend: async ({ cores, wideSimd }) => {
    const { device, lacks } = await selectBackend('wasm', { threads: cores, wideSimd });
    requireAll(lacks);
    return device;
  },
  torch: ({ cores }) => libraryOf(torch({ device: 'cpu', threads: cores }), 'torch'),
  'tfjs-node': ({ cores }) => libraryOf(tfjsNode({ threads: cores }), 'tensorflow'),
};

/** Makes tfjs compute on what the task names, and says on what it does. */
export const useKernels = (task: Task): Promise<string> => {
  enableProdMode();
  return start[task.kernels](task);
};
