import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';

/** The backends that every noun is tested on. */
export const testBackends = ['cpu', 'wasm'] as const;

/** Makes a backend the one in use. The wasm backend is loaded when it is asked for: loaded, it would be the default. */
export const useBackend = async (name: (typeof testBackends)[number]): Promise<void> => {
  enableProdMode(); // no banner among the results
  if (name === 'wasm') await loadWasm();
  if (!(await setBackend(name))) throw new Error(`the backend "${name}" did not start`);
};

const loadWasm = async (): Promise<void> => {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(manifest), 'dist') + sep);
};
