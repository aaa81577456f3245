// internal: tfjs's WebAssembly kernels, one of selectBackend's backends
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { platform } from '#platform';
import type { Backend } from '../backend.ts';
import { loadPeer } from '../peer.ts';

const peerName = '@tensorflow/tfjs-backend-wasm';

export const wasm: Backend<'wasm'> = {
  name: 'wasm',
  start: async ({ wasmPaths = platform.wasmFolder() }) => {
    const peer = await loadPeer(
      peerName,
      () => import('@tensorflow/tfjs-backend-wasm'),
      ({ version_wasm }) => version_wasm,
    );
    if ('absent' in peer) return peer;
    const { setWasmPaths, getThreadsCount } = peer.module;
    if (wasmPaths !== undefined && !('wasm' in engine().registry)) setWasmPaths(wasmPaths);
    if (!(await platform.withoutRethrowers(() => setBackend('wasm')))) {
      return {
        absent: 'installed but did not start, for the reason that tfjs has just logged',
        remedy: 'in a browser, give wasmPaths: the URL of the folder with its .wasm files',
      };
    }
    return { device: platform.device(getThreadsCount()), versions: peer.versions };
  },
};
