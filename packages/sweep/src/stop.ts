// internal: a program that is asked to end

/** Stopped and saved: to be started again. */
export const stopped = 143;

/** Why the signal is aborted. */
class Stopped extends Error {
  override readonly name = 'AbortError';
}

/**
 * A signal that SIGTERM and SIGINT abort. From then on the process ends with 143, be it that its work throws the
 * signal's reason or that it comes to its end; another error keeps its own code.
 */
export const stopSignal = (): AbortSignal => {
  const controller = new AbortController();
  const { signal } = controller;
  const hear = (name: NodeJS.Signals): void => {
    if (signal.aborted) {
      if (name === 'SIGINT') process.exit(stopped);
      return;
    }
    controller.abort(new Stopped(`stopped by ${name}`));
    process.once('uncaughtException', (error) => {
      if (error === signal.reason) process.exit(stopped);
      console.error(error);
      process.exit(1);
    });
    process.once('exit', (code) => {
      if (code === 0) process.exitCode = stopped;
    });
  };
  process.on('SIGTERM', hear);
  process.on('SIGINT', hear);
  return signal;
};
