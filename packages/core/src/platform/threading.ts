/** A thread that runs a program of its own, and keeps no process alive. */
export interface Thread {
  /** Resolves when the program says that it is ready, and rejects where it does not start. */
  readonly ready: Promise<void>;
  /** Why it ended; undefined as long as it is not known to have. That takes a turn of the event loop. */
  end(): string | undefined;
  /** Ends it, wherever in its program it is. */
  terminate(): Promise<void>;
}

/** What threads, and modules of WebAssembly on them, ask of a host. */
export interface Threading {
  /**
   * Runs `compile` so that neighbouring vectors of the modules it compiles are joined into wider ones; or says why that
   * can't be had. An engine can have faults in what it does not do by default: check what comes out.
   */
  widening(): (<T>(compile: () => T) => T) | string;
  /** How many threads can run at once. */
  cores(): number;
  /** Whether threads can share memory here, or why they can't. */
  canShare(): true | string;
  /** Whether this thread may wait: the main thread of a page may not. */
  mayWait(): boolean;
  /**
   * Starts a thread. `program` is the source of a function `(data, ready) => void` that uses only what every host has.
   */
  startThread(program: string, data: unknown): Thread;
  /**
   * Starts an Emscripten module, without the listeners by which it throws every uncaught error anew from its own file.
   */
  withoutRethrowers<T>(start: () => Promise<T>): Promise<T>;
  /** Stops one, which takes out the listeners for uncaught errors of others with its own. */
  keepListeners(run: () => void): void;
}
