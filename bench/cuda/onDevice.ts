import { availableParallelism } from 'node:os';
import '@tensorflow/tfjs-backend-cpu';
import { type Backend, type Selected, selectBackend, torch } from '@kindling/backend';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import type { Device } from './options.ts';

/** Threads of a CPU. */
export const cores = availableParallelism();

/** Kindling on a device; a kernel that would compute on the host is refused. */
export const torchOn = (
  device: Device,
  options: { readonly tf32?: boolean; readonly strict?: boolean } = {},
): Backend => torch({ device, strict: true, ...options, ...(device === 'cpu' ? { threads: cores } : {}) });

export const startOn = (...given: Parameters<typeof torchOn>): Promise<Selected> => {
  enableProdMode();
  return selectBackend([torchOn(...given)]);
};

/** What is computed in plain JavaScript in between. */
export const inPlainJavaScript = async <T>(compute: () => Promise<T>): Promise<T> => {
  await setBackend('cpu');
  try {
    return await compute();
  } finally {
    await setBackend('torch');
  }
};
