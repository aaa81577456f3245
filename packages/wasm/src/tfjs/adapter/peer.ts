// internal: loads tfjs's wasm backend, if nobody has
import type { WasmPaths } from '@kindling/core';
import { engine, version_core } from '@tensorflow/tfjs-core';

const name = '@tensorflow/tfjs-backend-wasm';

/** @throws Error with what to install, where it is not there. */
export const requireBackend = async (): Promise<void> => {
  if ('wasm' in engine().registryFactory) return;
  try {
    await import('@tensorflow/tfjs-backend-wasm');
  } catch (cause) {
    throw new Error(`install: ${name} is not installed or can't be loaded; npm install ${name}@${version_core}`, {
      cause,
    });
  }
  if ('wasm' in engine().registryFactory) return;
  throw new Error(
    `install: ${name} is on another copy of tfjs-core than @kindling/wasm; have one, in version ${version_core}`,
  );
};

/** Tells tfjs where its files are, unless it has them already; gives the URLs that stand for single files. */
export const setPaths = async (paths: WasmPaths): Promise<readonly string[]> => {
  if ('wasm' in engine().registry) return [];
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(paths);
  return typeof paths === 'string' ? [] : Object.values(paths);
};
