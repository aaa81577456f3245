import { install as installWasm } from '@kindling/wasm';
import { install as installWebgpu } from '@kindling/webgpu';
import { enableProdMode, env, memory, setBackend } from '@tensorflow/tfjs-core';
import { provideSoftwareGpu } from '@tests/kit/softwareGpu';
import { type Guard, guardMemory } from '../operations/guard.ts';

/** What a backend has allocated, and what was written beside it. */
export type Watch = Pick<Guard, 'held' | 'overwritten'>;

interface Started {
  readonly guard: Watch;
  end(): Promise<void>;
}

export const startWasm = async (threads: number): Promise<Started> => {
  const installed = await installWasm({ threads });
  await setBackend('wasm');
  const guard = guardMemory();
  return {
    guard,
    end: async () => {
      guard.undo();
      await installed.undo();
    },
  };
};

/** On the software GPU. Nothing is computed on the CPU in its place: that would be other numbers than a recording's. */
export const startWebgpu = async (): Promise<Started> => {
  provideSoftwareGpu();
  enableProdMode();
  const installed = await installWebgpu();
  const forward = env().getBool('WEBGPU_CPU_FORWARD');
  env().set('WEBGPU_CPU_FORWARD', false);
  return {
    guard: { held: () => (memory() as { numBytesInGPU?: number }).numBytesInGPU ?? 0, overwritten: () => [] },
    end: async () => {
      env().set('WEBGPU_CPU_FORWARD', forward);
      await installed.undo();
    },
  };
};
