import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { install } from '@kindling/wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Specified } from './backend.ts';
import { settings } from './settings.ts';

/** tfjs's wasm backend, with our kernels where threads are requested. */
export const startWasm = (): Specified => {
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(manifest), 'dist') + sep);
  const { threads } = settings;
  const put = async () => {
    const installed = await install({ threads });
    if (installed.fewerThreads !== undefined) throw new Error(installed.fewerThreads);
    return installed.undo;
  };
  return { isDataSync: true, flags: {}, install: threads === undefined ? undefined : put };
};
