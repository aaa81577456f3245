import { engine } from '@tensorflow/tfjs-core';

/** Waits for a backend that somebody has begun to start, and not waited for. */
export const backendStarting = async (): Promise<void> => {
  await (engine() as unknown as { readonly pendingBackendInit?: Promise<unknown> | null }).pendingBackendInit;
};
