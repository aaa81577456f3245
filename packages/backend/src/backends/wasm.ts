import {
  flag,
  optional,
  platform,
  positiveInteger,
  readOptions,
  type WasmPaths,
  wasmPathsOption,
} from '@kindling/core';
import type { AbsentBackend, Backend, StartedBackend } from '../backend.ts';
import { loadPeer } from '../peer.ts';

export type { WasmPaths };

const peerName = '@tensorflow/tfjs-backend-wasm';

/** Options of `wasm`. */
export interface WasmOptions {
  /**
   * In browsers: the URL of the folder that serves the `.wasm` files of `@tensorflow/tfjs-backend-wasm/dist`, or a URL
   * for each by its name. Used when the backend starts first. Default: where Vite or webpack put them, or else beside
   * the script; in Node, in the package.
   */
  readonly wasmPaths?: WasmPaths | undefined;
  /** How many threads compute. Default: as many as there are cores. */
  readonly threads?: number | undefined;
  /** Whether to use vectors of twice the width, see `install` of `@kindling/wasm`. Default: false. */
  readonly wideSimd?: boolean | undefined;
}

/** In Node the files lie in the package, also for a program in one file. */
const wasmFolder = (): string | undefined => {
  const folder = platform.packageFolder(peerName, import.meta.url);
  return folder === undefined ? undefined : `${folder}dist/`;
};

/** The options as a table, for callers that pass them on. */
export const wasmOptions = {
  wasmPaths: optional(wasmPathsOption),
  threads: optional(positiveInteger),
  wideSimd: optional(flag),
};

/**
 * tfjs's WebAssembly backend, from the optional peer `@tensorflow/tfjs-backend-wasm`, with the kernels of
 * `@kindling/wasm`.
 *
 * @throws Error for an option that is unknown or out of its domain
 * @example
 * ```ts
 * import { cpu, selectBackend, wasm } from '@kindling/backend';
 *
 * const backend = await selectBackend([wasm({ threads: 1 }), cpu()]);
 * await backend.undo();
 * ```
 */
export const wasm = (options: WasmOptions = {}): Backend => {
  const { wasmPaths = wasmFolder(), threads, wideSimd } = readOptions('wasm', wasmOptions, options);
  return { name: 'wasm', start: () => start({ wasmPaths, threads, wideSimd }) };
};

const start = async ({ wasmPaths, threads, wideSimd }: WasmOptions): Promise<StartedBackend | AbsentBackend> => {
  const peer = await loadPeer(
    peerName,
    () => import('@tensorflow/tfjs-backend-wasm'),
    ({ version_wasm }) => version_wasm,
  );
  if ('absent' in peer) return peer;
  const { install, WasmStartError } = await import('@kindling/wasm');
  try {
    const installed = await install({ wasmPaths, threads, wideSimd });
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
    const { reason, remedy } =
      error instanceof WasmStartError ? error : { reason: (error as Error).message, remedy: undefined };
    return { absent: `installed but did not start: ${reason}`, remedy };
  }
};
