import { describeCores, type Platform } from './platform.ts';

export const platform: Platform = {
  isNode: false,
  device: (threads) => describeCores(threads, Math.max(threads, globalThis.navigator?.hardwareConcurrency ?? 1)),
  wasmFolder: () => undefined, // tfjs looks beside its own script
  keepListeners: (run) => run(),
  warn: (text) => console.warn(text),
};
