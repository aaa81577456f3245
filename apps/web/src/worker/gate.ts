/** Where a run waits while it is paused. */
export interface Gate {
  readonly isClosed: boolean;
  close(): void;
  open(): void;
  /** Comes when it is open. */
  opened(): Promise<void>;
}

export const createGate = (): Gate => {
  let isClosed = false;
  let waiting: (() => void)[] = [];
  return {
    get isClosed() {
      return isClosed;
    },
    close: () => {
      isClosed = true;
    },
    open: () => {
      isClosed = false;
      for (const go of waiting) go();
      waiting = [];
    },
    opened: () => (isClosed ? new Promise((resolve) => void waiting.push(resolve)) : Promise.resolve()),
  };
};
