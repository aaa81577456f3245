import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { keepListeners } from '@kindling/core/node';
import { describeCores, type Platform } from './platform.ts';

export const platform: Platform = {
  isNode: true,
  device: (threads) => describeCores(threads, availableParallelism(), cpus()[0]?.model),
  wasmFolder: () => {
    try {
      const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
      return join(dirname(manifest), 'dist') + sep;
    } catch {
      return undefined; // bundled into one file: tfjs looks beside that file
    }
  },
  keepListeners,
  warn: (text) => process.emitWarning(text, { type: 'KindlingWarning' }),
};
