// internal: what selectBackend asks of each backend, one file each under backends/

/** Where the .wasm files are served from: the URL of their folder, or one of each file by its name. */
export type WasmPaths = string | Readonly<Record<string, string>>;

export interface StartOptions {
  readonly wasmPaths?: WasmPaths | undefined;
  readonly threads?: number | undefined;
  readonly wideSimd?: boolean | undefined;
}

export interface Started {
  /** The hardware in use: `1 of 8 CPU cores (Apple M2)`. */
  readonly device: string;
  /** Of each npm package in use. */
  readonly versions: Readonly<Record<string, string>>;
  /** What it can't have of what it could use, and why: `one thread: the page is not cross-origin isolated`. */
  readonly lacks?: readonly string[] | undefined;
  /** Takes out what was put into the backend. */
  undo?(): Promise<void>;
}

export interface Absent {
  /** Why it cannot be used, to be read after "it is": `not installed`. */
  readonly absent: string;
  /** What helps, if anything: `npm install ...`. */
  readonly remedy?: string | undefined;
}

export interface Backend<Name extends string> {
  /** The name under which tfjs knows it too. */
  readonly name: Name;
  /** Loads it and makes it the one in use, or says what it lacks. */
  start(options: StartOptions): Promise<Started | Absent>;
}
