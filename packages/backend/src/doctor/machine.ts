// internal: for Node alone, exported by node.ts
// What the doctor may ask of a machine, so that a test can be one
import { posix, win32 } from 'node:path';

/** What was asked for, or why it was not given. */
export type Found<T> = { readonly value: T } | NotFound;

export interface NotFound {
  /** `absent`: it is not there. `refused`: it is, and may not be read. `broken`: anything else. */
  readonly fault: 'absent' | 'refused' | 'broken';
  /** In the words of the system. */
  readonly says: string;
}

/** How a program ended. */
export interface Ran {
  /** Undefined where it was not found, or was ended by a signal. */
  readonly code: number | undefined;
  /** `SIGSEGV`; undefined where it ended by itself. */
  readonly signal: string | undefined;
  readonly output: string;
  readonly errors: string;
}

/** A function of a native library; what it writes goes into the views that it is given. */
export type Native = (...values: readonly (number | bigint | ArrayBufferView)[]) => number;

/** A machine as the doctor sees it. Nothing in it throws. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Of this Node: `x64`, `arm64`. */
  readonly arch: string;
  /** The C library that this Node is built for; undefined where there is but one. */
  readonly libc: 'glibc' | 'musl' | undefined;
  /** The version of Node: `24.1.0`. */
  readonly node: string;
  /** Where this Node is. */
  readonly execPath: string;
  /** The folder that the doctor was called in. */
  readonly folder: string;
  /** Where packages are looked for: folders, the first first. */
  readonly packageRoots: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly wasm: { readonly simd: boolean; readonly threads: boolean };
  /** Runs a program; undefined where it was not found. */
  run(command: string, args: readonly string[], patience?: number): Promise<Ran | undefined>;
  read(path: string): Found<string>;
  /** The first bytes of a file. */
  head(path: string, bytes: number): Found<Uint8Array>;
  /** The names in a folder. */
  list(folder: string): Found<readonly string[]>;
  /**
   * Opens a native library by koffi, and finds its functions; `prototypes` are koffi's, by name.
   */
  open<Name extends string>(
    library: string,
    prototypes: Readonly<Record<Name, string>>,
  ): Promise<Readonly<Record<Name, Native>> | NotOpened>;
}

/** Why a library was not opened. */
export interface NotOpened {
  readonly notOpened: 'noKoffi' | 'absent';
  readonly says: string;
}

/** How paths are written there. */
export const pathsOf = ({ platform }: Machine): typeof posix => (platform === 'win32' ? win32 : posix);

export const given = <T>(found: Found<T>): T | undefined => ('value' in found ? found.value : undefined);

export const isThere = (machine: Machine, path: string): boolean => {
  const { dir, base } = pathsOf(machine).parse(path);
  return given(machine.list(dir))?.includes(base) ?? false;
};
