// internal: work that a GPU was given and has not done
import type { DeviceQueue } from '@kindling/core';
import { engine } from '@tensorflow/tfjs-core';
import type { TorchBackend } from './backend.ts';
import { backendName } from './registry.ts';

/** Of the backend that runs; on a CPU work is done when a call returns. */
export const torchQueue: DeviceQueue = {
  settled: async () => {
    const backend = engine().registry[backendName] as TorchBackend | undefined;
    await backend?.settled();
  },
  // PyTorch gives memory back by itself, where an allocation would fail.
  freeUnused: () => undefined,
};
