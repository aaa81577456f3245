// internal: for Node alone, exported by node.ts
// What Emscripten's modules do to the listeners for uncaught errors of a Node process, undone.

type Listener = (...values: unknown[]) => void;

interface Entry {
  readonly event: string;
  readonly listener: Listener;
}

const listeners = (): readonly Entry[] =>
  ['uncaughtException', 'unhandledRejection'].flatMap((event) =>
    process.rawListeners(event).map((listener) => ({ event, listener: listener as Listener })),
  );

const isAmong = (entries: readonly Entry[], { event, listener }: Entry): boolean =>
  entries.some((entry) => entry.event === event && entry.listener === listener);

/** `function (reason) { throw reason; }` */
const rethrows = (listener: Listener): boolean => /^function ?\((\w+)\) ?\{[^}]*\bthrow \1;/.test(String(listener));

/** Starts a module, without the listeners by which it throws every uncaught error anew from its own file. */
export const withoutRethrowers = async <T>(start: () => Promise<T>): Promise<T> => {
  const before = listeners();
  try {
    return await start();
  } finally {
    const theirs = listeners().filter((entry) => !isAmong(before, entry) && rethrows(entry.listener));
    for (const { event, listener } of theirs) process.removeListener(event, listener);
  }
};

/** Stops one, which takes out the listeners of others with its own. */
export const keepListeners = (run: () => void): void => {
  const before = listeners();
  run();
  const left = listeners();
  for (const entry of before) if (!isAmong(left, entry)) process.on(entry.event, entry.listener);
};
