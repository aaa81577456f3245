import { flag, oneOf, optional, packageVersion, readOptions } from '@kindling/core';
import type { AbsentBackend, Backend, StartedBackend } from '../backend.ts';
import { loadPeer } from '../peer.ts';

const peerName = '@tensorflow/tfjs-backend-webgpu';

/** Options of `webgpu`. */
export interface WebgpuOptions {
  /** Which GPU is asked for where there are two: `high-performance` or `low-power`. Default: `'high-performance'`. */
  readonly powerPreference?: 'high-performance' | 'low-power' | undefined;
  /**
   * Whether a GPU that is a program on the CPU (SwiftShader, llvmpipe) will do: it is slower than `wasm`.
   * Default: true; false for `'auto'`.
   */
  readonly software?: boolean | undefined;
}

/** The options as a table, for callers that pass them on. */
export const webgpuOptions = {
  powerPreference: optional(oneOf(['high-performance', 'low-power'])),
  software: optional(flag),
};

/**
 * tfjs's WebGPU backend, from the optional peer `@tensorflow/tfjs-backend-webgpu`, made honest by `@kindling/webgpu`:
 * in a page, in a worker, and in Node with the optional peer `webgpu` (Dawn).
 *
 * @throws Error for an option that is unknown or out of its domain
 * @example
 * ```ts
 * import { cpu, selectBackend, wasm, webgpu } from '@kindling/backend';
 *
 * const backend = await selectBackend([webgpu({ software: false }), wasm({ threads: 1 }), cpu()]);
 * await backend.undo();
 * ```
 */
export const webgpu = (options: WebgpuOptions = {}): Backend => {
  const asked = readOptions('webgpu', webgpuOptions, options);
  return { name: 'webgpu', start: () => start(asked) };
};

/** That an import may fail lets esbuild build a page without the peer. */
const again = (error: unknown): never => {
  throw error;
};

const start = async (asked: WebgpuOptions): Promise<StartedBackend | AbsentBackend> => {
  // It says its version in its manifest alone, which a page does not have.
  const version = await packageVersion(peerName, import.meta.url);
  const peer = await loadPeer(
    peerName,
    () => import('@tensorflow/tfjs-backend-webgpu').catch(again),
    () => version,
  );
  if ('absent' in peer) return peer;
  const { GpuAbsentError, install } = await import('@kindling/webgpu');
  try {
    const { adapter, versions, lost, undo } = await install(asked);
    return { device: adapter.name, versions: { ...peer.versions, ...versions }, lost, undo };
  } catch (error) {
    if (!(error instanceof GpuAbsentError)) throw error;
    return { absent: error.reason, remedy: error.remedy };
  }
};
