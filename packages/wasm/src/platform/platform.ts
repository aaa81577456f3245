// internal: what differs between Node and browsers

/** A thread that runs a program of its own. */
export interface Thread {
  /** Resolves when the program says that it is ready, and rejects where it does not start. */
  readonly ready: Promise<void>;
  /** Why it ended before it was told to; undefined as long as it lives. Known only after a turn of the event loop. */
  death(): string | undefined;
  /** Ends it wherever it is. */
  terminate(): Promise<void>;
}

export interface Platform {
  /** How many threads can run at once. */
  cores(): number;
  /** Whether threads can share memory here, or why they can't. */
  canShare(): true | string;
  /** Whether this thread may wait: the main thread of a browser's page may not. */
  mayWait(): boolean;
  /** Starts a thread that keeps no process alive. `source` is a script that finds `data` in `workerData`. */
  startThread(source: string, data: unknown): Thread;
  /** Starts an Emscripten module, without the listeners by which it throws every uncaught error anew from its own file. */
  withoutRethrowers<T>(start: () => Promise<T>): Promise<T>;
  /** Stops one, which takes out the listeners for uncaught errors of others with its own. */
  keepListeners(run: () => void): void;
}
