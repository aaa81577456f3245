/** Where progress is shown. */
export interface Terminal {
  /**
   * Columns of a screen whose last line can be redrawn; undefined where text is piped on, and in a browser's console.
   */
  readonly columns: number | undefined;
  write(text: string): void;
}

/** Files of the host. */
export interface Files {
  /** The text of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** The bytes of a file; undefined where there is none. */
  readBytes(path: string): Promise<Uint8Array | undefined>;
  /** Replaces a file whole or not at all; makes folders as needed. */
  replace(path: string, content: string | Uint8Array): Promise<void>;
  /**
   * Makes the file's folders, removes what killed processes left beside it, and fails where it could not be replaced.
   */
  requireWritable(path: string): Promise<void>;
  /** Adds text to a file, in one write; makes file and folders as needed. */
  append(path: string, text: string): Promise<void>;
  /** Gives a file a second name, in place of what has that name; nothing where there is no file. */
  linkAs(path: string, name: string): Promise<void>;
  /** Removes a file, where there is one. */
  remove(path: string): Promise<void>;
}

/** What differs between Node and browsers. */
export interface Platform {
  readonly isNode: boolean;
  readonly terminal: Terminal;
  /** Undefined where there are none. */
  readonly files: Files | undefined;
  /** Whether this runs in a page that nobody sees: a hidden tab. A worker cannot tell, and says no. */
  isHidden(): boolean;
  /** A warning that a program may go on after. */
  warn(text: string): void;
  /** `1 of 8 CPU cores (Apple M2)`, as far as can be known. */
  device(threads: number): string;
  /** The folder of an installed package, with a separator at its end; undefined where packages have none. */
  packageFolder(name: string, from: string): string | undefined;
  /** Stops an Emscripten module, which takes out the listeners for uncaught errors of others with its own. */
  keepListeners(run: () => void): void;
}
