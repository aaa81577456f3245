// internal: what differs between Node and browsers
import type { WasmPaths } from '../backends/wasm.ts';

export interface Platform {
  readonly isNode: boolean;
  /** `1 of 8 CPU cores (Apple M2)`, as far as can be known. */
  device(threads: number): string;
  /** Where the .wasm files are; undefined leaves it to tfjs. */
  wasmFolder(): WasmPaths | undefined;
  /** Stops an Emscripten module, which takes out the listeners for uncaught errors of others with its own. */
  keepListeners(run: () => void): void;
  warn(text: string): void;
}

/** `1 of 8 CPU cores (Apple M2)` */
export const describeCores = (threads: number, cores: number, model = ''): string => {
  const count = threads < cores ? `${threads} of ${cores}` : `${cores}`;
  const name = model.trim().replace(/\s+/g, ' ');
  return `${count} CPU ${cores === 1 ? 'core' : 'cores'}${name === '' ? '' : ` (${name})`}`;
};
