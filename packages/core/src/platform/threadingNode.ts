// internal: the half of `threading` for Node

import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { coresOfProcess } from './coresOfProcess.ts';
import { keepListeners, withoutRethrowers } from './listeners.ts';
import type { Thread, Threading } from './threading.ts';

/** Neither the options of this process nor what it preloads are of use to the thread. */
const startThread = (program: string, data: unknown): Thread => {
  const source = `
    const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
    (${program})(workerData, () => parentPort.postMessage('ready'));`;
  const worker = new Worker(source, { eval: true, workerData: data, execArgv: [], env: {} });
  let ended: string | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', (error) => {
      ended ??= error.message;
      reject(error);
    });
    worker.once('exit', (code) => {
      ended ??= `it ended with code ${code}`;
      reject(new Error(ended));
    });
  }).finally(() => worker.unref());
  return {
    ready,
    end: () => ended,
    terminate: async () => {
      await worker.terminate();
    },
  };
};

/** The first with V8's revectorization for SIMD of twice the width. */
const wideSince = 24;

/** V8's flags for one module: joined vectors, and the optimizing compiler at once, which alone does that. */
const wideFlags = ['experimental-wasm-revectorize', 'no-liftoff', 'no-wasm-lazy-compilation'];
const usualFlags = ['no-experimental-wasm-revectorize', 'liftoff', 'wasm-lazy-compilation'];

const setFlags = (flags: readonly string[]): void => {
  for (const flag of flags) setFlagsFromString(`--${flag}`);
};

export const threading: Threading = {
  widening: () => {
    if (Number.parseInt(process.versions.node, 10) < wideSince) return `it takes Node ${wideSince} or newer`;
    if (process.arch !== 'x64') return `V8 has it for x64, not for ${process.arch}`;
    return (compile) => {
      setFlags(wideFlags);
      try {
        return compile();
      } finally {
        setFlags(usualFlags);
      }
    };
  },
  cores: () => coresOfProcess(availableParallelism(), process.env),
  canShare: () => {
    const { permission } = process as { permission?: { has(scope: string): boolean } };
    return permission === undefined || permission.has('worker') || "Node's permissions lack --allow-worker";
  },
  mayWait: () => true,
  startThread,
  withoutRethrowers,
  keepListeners,
};
