// internal: tfjs's WebAssembly backend with the kernels of @kindling/wasm, one of selectBackend's backends
import { engine } from '@tensorflow/tfjs-core';
import { platform } from '#platform';
import type { Backend } from '../backend.ts';
import { loadPeer } from '../peer.ts';

const peerName = '@tensorflow/tfjs-backend-wasm';

export const wasm: Backend<'wasm'> = {
  name: 'wasm',
  start: async ({ wasmPaths = platform.wasmFolder(), threads, wideSimd }) => {
    const peer = await loadPeer(
      peerName,
      () => import('@tensorflow/tfjs-backend-wasm'),
      ({ version_wasm }) => version_wasm,
    );
    if ('absent' in peer) return peer;
    if (wasmPaths !== undefined && !('wasm' in engine().registry)) peer.module.setWasmPaths(wasmPaths);
    const { install } = await import('@kindling/wasm');
    try {
      const installed = await install({ threads, wideSimd });
      const { fewerThreads, narrower } = installed;
      return {
        device: platform.device(installed.threads),
        versions: peer.versions,
        lacks: [
          ...(fewerThreads === undefined ? [] : [`one thread: ${fewerThreads}`]),
          ...(narrower === undefined ? [] : [`vectors of ${installed.simd} bits: ${narrower}`]),
        ],
        undo: installed.undo,
      };
    } catch (error) {
      const { message } = error as Error;
      return {
        absent: `installed but did not start: ${message}`,
        remedy: message.includes('has just logged')
          ? 'in a browser, give wasmPaths: the URL of the folder with its .wasm files'
          : undefined,
      };
    }
  },
};
