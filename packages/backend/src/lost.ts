// internal: tells listeners that a device is lost
import type { DeviceLostError } from '@kindling/core';

type Listener = (error: DeviceLostError) => void;

export interface Telling {
  /** Calls a listener when the device is lost; gives what takes it out. */
  onLost(listener: Listener): () => void;
  /** Takes all of them out. */
  forget(): void;
}

/** @param lost absent for a device that can't be lost */
export const tellLoss = (lost: Promise<DeviceLostError> | undefined): Telling => {
  const entries = new Set<{ readonly listener: Listener }>();
  return {
    onLost: (listener) => {
      const entry = { listener };
      entries.add(entry);
      void lost?.then((error) => {
        if (entries.delete(entry)) listener(error);
      });
      return () => {
        entries.delete(entry);
      };
    },
    forget: () => entries.clear(),
  };
};
