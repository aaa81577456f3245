// Run before each file of tests where files share a worker, so that it begins as in one of its own: modules of ours,
// clocks, globals, our gradients and the engine of tfjs are new. Backends that were loaded stay; cpu is the one in use.
import { furtherGradients, neededGradients } from '@kindling/core';
import { engine, getGradient, unregisterGradient } from '@tensorflow/tfjs-core';
import { vi } from 'vitest';
import { useBackend } from './backends.ts';

vi.useRealTimers();
vi.unstubAllGlobals();
vi.restoreAllMocks();
await useBackend('cpu'); // takes out what it put in for the file before
// They belong to modules of that file, and new ones would not take their place.
for (const { kernelName } of [...neededGradients, ...furtherGradients]) {
  if (getGradient(kernelName) !== undefined) unregisterGradient(kernelName);
}
engine().reset();
await useBackend('cpu');
vi.resetModules();
