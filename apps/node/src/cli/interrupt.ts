/** The exit code of what a person has stopped, by convention 128 + SIGINT. */
export const interrupted = 130;

/**
 * Does work that a first Ctrl-C asks to end soon, through a signal, while a second one ends the process at once.
 *
 * @param onFirst told at once, at the first Ctrl-C
 */
export const interruptible = async <T>(onFirst: () => void, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const listen = (): void => {
    if (controller.signal.aborted) process.exit(interrupted);
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', listen);
    process.off('SIGTERM', listen);
  }
};

/** Waits for what a signal may end: false if it did, and any other error is thrown. */
export const cameToItsEnd = async (signal: AbortSignal, work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return false;
    throw error;
  }
};
