import { getBackend } from '@tensorflow/tfjs-core';

/** What a backend says of work that it was given and may not have done yet. */
export interface DeviceQueue {
  /**
   * Hands all work over to the device, and waits until it is done.
   *
   * @throws Error for what the device could not do since it was last asked; `DeviceLostError` where the device is gone
   */
  settled(): Promise<void>;
  /** Gives back the device memory that is kept for tensors to come, after all work is handed over. */
  freeUnused(): void;
}

const queues = new Map<string, DeviceQueue>();

/**
 * Says that a backend gives its work to a device that does it later: called by what starts the backend.
 *
 * @param backend its name in tfjs
 * @returns the undo
 */
export const declareDeviceQueue = (backend: string, queue: DeviceQueue): (() => void) => {
  queues.set(backend, queue);
  return () => {
    if (queues.get(backend) === queue) queues.delete(backend);
  };
};

/** The queue of the backend in use; undefined where work is done when a call returns. */
export const deviceQueue = (): DeviceQueue | undefined => queues.get(getBackend());
