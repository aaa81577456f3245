import { requireOptions } from '@internal/checks';
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { createRuntime } from './runtime.ts';
import { detectSimd } from './simd.ts';
import { deviceOn, heapOf, runningBackend } from './tfjs/backend.ts';
import { register } from './tfjs/registry.ts';
import { replacements } from './tfjs/replacements.ts';

export interface InstallOptions {
  readonly threads?: number | undefined;
}

export interface Installed {
  readonly threads: number;
  undo(): Promise<void>;
}

export const install = async (options: InstallOptions = {}): Promise<Installed> => {
  requireOptions('install', options, ['threads']);
  if (engine().registry.wasm === undefined) await setBackend('wasm');
  const backend = runningBackend()!;
  const runtime = createRuntime(heapOf(backend), detectSimd(), undefined);
  const undo = register(replacements, deviceOn(backend, runtime));
  return {
    threads: runtime.threads,
    undo: async () => {
      undo();
      runtime.dispose();
    },
  };
};
