/** The exit code of what a person has stopped, by convention 128 + SIGINT. */
export const interrupted = 130;

/**
 * Runs work that a first Ctrl-C asks to end, through its signal, and a second one ends together with the process.
 *
 * @param work throws the signal's reason once it has come to its end
 * @param onFirst told at once, at the first Ctrl-C
 * @returns whether the work was left to finish
 */
export const untilInterrupted = async (
  work: (signal: AbortSignal) => Promise<unknown>,
  onFirst: () => void,
): Promise<boolean> => {
  const controller = new AbortController();
  const { signal } = controller;
  const listen = (): void => {
    if (signal.aborted) process.exit(interrupted);
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  try {
    await work(signal);
    return true;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return false;
    throw error;
  } finally {
    process.off('SIGINT', listen);
    process.off('SIGTERM', listen);
  }
};
