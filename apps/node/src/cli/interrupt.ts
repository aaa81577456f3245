/** Exit codes of what a signal has ended: by convention 128 and the signal's number. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Ending = keyof typeof exitCodes;

/** Why an {@link AbortSignal} of `interruptible` is aborted. */
class Interruption extends Error {
  readonly exitCode: number;
  constructor(signal: Ending) {
    super(`stopped by ${signal}`);
    this.exitCode = exitCodes[signal];
  }
}

/** The exit code that fits what has aborted a signal; undefined where nothing has. */
export const exitCodeOf = ({ reason }: AbortSignal): number | undefined =>
  reason instanceof Interruption ? reason.exitCode : undefined;

const listening = async <T>(hear: (signal: Ending) => void, work: () => Promise<T>): Promise<T> => {
  const signals = Object.keys(exitCodes) as Ending[];
  for (const signal of signals) process.on(signal, hear);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, hear);
  }
};

/** Work at hand that a first signal asks to end soon, and does not end at once. */
let atWork = 0;

/** Does work that a signal ends at once, but through `process.exit`: what was to be done at the exit is done. */
export const endingBySignal = <T>(work: () => Promise<T>): Promise<T> =>
  listening((signal) => {
    if (atWork === 0) process.exit(exitCodes[signal]);
  }, work);

/**
 * Does work that a first signal asks to end soon: Ctrl-C (SIGINT), SIGTERM, or SIGHUP of a terminal that closes. A
 * second Ctrl-C ends the process at once. The others may come twice for one cause, to the process and handed on by its
 * parent: they are heard once.
 *
 * @param onFirst told at once, at the first signal
 */
export const interruptible = async <T>(onFirst: () => void, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const hear = (signal: Ending): void => {
    if (controller.signal.aborted) {
      if (signal === 'SIGINT') process.exit(exitCodes[signal]);
      return;
    }
    controller.abort(new Interruption(signal));
    onFirst();
  };
  atWork += 1;
  try {
    return await listening(hear, () => work(controller.signal));
  } finally {
    atWork -= 1;
  }
};

/**
 * Waits for what a signal may end: false if it did, and any other error is thrown. Of several processes that train
 * together, one was told to end; in the others `fit` rejects with an AbortError then.
 */
export const cameToItsEnd = async (signal: AbortSignal, work: Promise<unknown>, hasPeers = false): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return false;
    if (hasPeers && error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
};
