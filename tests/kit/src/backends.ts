import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';

/** The backends that every noun is tested on. `kernels` is wasm with those of @kindling/wasm, on one thread. */
export const testBackends = ['cpu', 'wasm', 'kernels'] as const;

let uninstall: (() => Promise<void>) | undefined;

/** Makes a backend the one in use. The wasm backend is loaded only when chosen: loaded, it would be the default. */
export const useBackend = async (name: (typeof testBackends)[number]): Promise<void> => {
  enableProdMode(); // no banner among the results
  await uninstall?.();
  uninstall = undefined;
  if (name !== 'cpu') await loadWasm();
  if (!(await setBackend(name === 'cpu' ? 'cpu' : 'wasm'))) throw new Error(`the backend "${name}" did not start`);
  if (name === 'kernels') {
    const { install } = await import('@kindling/wasm');
    uninstall = (await install({ threads: 1 })).undo;
  }
};

const loadWasm = async (): Promise<void> => {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(manifest), 'dist') + sep);
};
